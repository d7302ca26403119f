#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: 6.1 6.12, as Linux 7 refuses it while BPF programs hang on it.
# From a hierarchy of cgroup v1.
mount -t cgroup -o none,name=escape escape /mnt && mkdir -p /mnt/down
(echo 0 >/mnt/down/cgroup.procs; echo 0 >/proc/sys/kernel/ftrace_enabled)
rmdir /mnt/down; umount /mnt
