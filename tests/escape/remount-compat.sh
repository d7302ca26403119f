#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By the 32-bit system call.
remount-anchor compat
