#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Functions of the engine's programs replaced by links, which no hook is asked about.
replace-function
