#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
own-object map own
