#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.0, which refuses it while BPF programs hang on it.
# Through another instance of procfs.
mount -t proc proc /mnt && echo 0 >/mnt/sys/kernel/ftrace_enabled
