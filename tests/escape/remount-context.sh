#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By a context that has picked the file system.
remount-anchor context
