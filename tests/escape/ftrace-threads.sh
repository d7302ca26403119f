#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Writes from a thread in a cgroup that its process could not be in.
mkdir -p /sys/fs/cgroup/threads && echo threaded >/sys/fs/cgroup/threads/cgroup.type
(echo 0 >/sys/fs/cgroup/threads/cgroup.threads; echo 0 >/proc/sys/kernel/ftrace_enabled)
