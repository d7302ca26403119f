#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# From a hierarchy of cgroup v1.
mount -t cgroup -o none,name=escape escape /mnt && mkdir -p /mnt/down
(echo 0 >/mnt/down/cgroup.procs; echo 0 >/proc/sys/kernel/ftrace_enabled)
rmdir /mnt/down; umount /mnt
