#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# By a thread that is in another cgroup than its process could be.
mkdir -p /sys/fs/cgroup/threads && echo threaded >/sys/fs/cgroup/threads/cgroup.type
(echo 0 >/sys/fs/cgroup/threads/cgroup.threads; echo 0 >/proc/sys/kernel/ftrace_enabled)
