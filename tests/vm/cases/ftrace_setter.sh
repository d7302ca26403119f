#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: before 7.3
# Where a program that replaces what is written to sysctls was there before the lock, or came before the seal,
# the switch of ftrace is not written any more, whatever it says.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

switch=/proc/sys/kernel/ftrace_enabled
mkdir /sys/fs/cgroup/down
sysctl-program zero /sys/fs/cgroup/down &
setter=$!
sleep 1
succeeds 'lock' holdfast lock integrity --native=no
kill $setter
succeeds 'seal' holdfast seal
fails 'it was there: 1 is refused' 1 sh -c "echo 1 >$switch"
is 'and it is on' "$(cat $switch)" 1
done_testing
