#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.0, which refuses it while BPF programs hang on it.
# By a thread that is in another cgroup than its process could be.
mkdir -p /sys/fs/cgroup/threads && echo threaded >/sys/fs/cgroup/threads/cgroup.type
(echo 0 >/sys/fs/cgroup/threads/cgroup.threads; echo 0 >/proc/sys/kernel/ftrace_enabled)
