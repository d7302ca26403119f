#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Through another instance of procfs.
mount -t proc proc /mnt && echo 0 >/mnt/sys/kernel/ftrace_enabled
