#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# Every escape that a level refuses by itself, sealed at none.
exec sh /escape/run.sh sealed none
