#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.0, which refuses it while BPF programs hang on it.
# Under another name.
touch /tmp/other && mount --bind /proc/sys/kernel/ftrace_enabled /tmp/other && echo 0 >/tmp/other
