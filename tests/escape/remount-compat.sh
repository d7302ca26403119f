#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By the system call of 32 bits.
remount-anchor compat
