# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Uses a program after the seal's, on the root of cgroup v2, which takes back the seal's refusal.
sysctl-program overrule /sys/fs/cgroup &
sleep 1
echo 0 >/proc/sys/kernel/ftrace_enabled
kill $!
