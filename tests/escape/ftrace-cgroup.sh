#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.0, which refuses it while BPF programs hang on it.
# From a cgroup further down.
mkdir -p /sys/fs/cgroup/down/further
(echo 0 >/sys/fs/cgroup/down/further/cgroup.procs; echo 0 >/proc/sys/kernel/ftrace_enabled)
