#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Uses a bind mount, under another name.
touch /tmp/other && mount --bind /proc/sys/kernel/ftrace_enabled /tmp/other && echo 0 >/tmp/other
