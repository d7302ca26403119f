#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Writes 1, and a program on a cgroup turns it into 0.
mkdir -p /sys/fs/cgroup/down
sysctl-program zero /sys/fs/cgroup/down &
sleep 1
(echo 0 >/sys/fs/cgroup/down/cgroup.procs; echo 1 >/proc/sys/kernel/ftrace_enabled)
kill $!
