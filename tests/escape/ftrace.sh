#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.0, which refuses it while BPF programs hang on it.
echo 0 >/proc/sys/kernel/ftrace_enabled
