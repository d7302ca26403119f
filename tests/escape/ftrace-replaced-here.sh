#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Writes 1, and a program beside the seal's, on the root of cgroup v2, turns it into 0.
sysctl-program zero /sys/fs/cgroup &
sleep 1
echo 1 >/proc/sys/kernel/ftrace_enabled
kill $!
