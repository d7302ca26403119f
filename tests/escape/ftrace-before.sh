#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 7.3, which no longer lets ftrace be switched off.
# Begins before the lock: uses a descriptor opened then.
if [ "$1" = before ]; then
	rm -f /tmp/go
	exec 9>/proc/sys/kernel/ftrace_enabled
	while [ ! -e /tmp/go ]; do sleep 0.1; done
	echo 0 >&9
	exit
fi
touch /tmp/go && sleep 1
