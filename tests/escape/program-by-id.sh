#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
own-object program locked_down
