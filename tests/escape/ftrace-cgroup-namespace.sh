#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.0, which refuses it while BPF programs hang on it.
mkdir -p /sys/fs/cgroup/down
(echo 0 >/sys/fs/cgroup/down/cgroup.procs
in-cgroup-namespace sh -c 'echo 0 >/proc/sys/kernel/ftrace_enabled')
