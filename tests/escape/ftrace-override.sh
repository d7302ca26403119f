#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# With a program that allows it on a cgroup further down.
mkdir -p /sys/fs/cgroup/down
sysctl-program allow /sys/fs/cgroup/down &
sleep 1
(echo 0 >/sys/fs/cgroup/down/cgroup.procs; echo 0 >/proc/sys/kernel/ftrace_enabled)
kill $!
