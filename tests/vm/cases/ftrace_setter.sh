#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: before 7.3
# If a program that replaces values written to sysctls was there before the lock, or came before the seal, every write to the
# switch of ftrace is refused. If a program was there that takes back refusals of others, the switch cannot be guarded, and the
# engine is not sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

switch=/proc/sys/kernel/ftrace_enabled
mkdir /sys/fs/cgroup/down
sysctl-program overrule /sys/fs/cgroup/down &
overruler=$!
sleep 1
fails 'one that overrules is there: lock and seal' 1 holdfast lock integrity --native=no --seal
like 'it is named' "$output" 'cgroup_sysctl .*bpf_set_retval'
like 'what the lock is' "$output" 'nothing is locked'
is_unlocked 'refused'
succeeds 'lock' holdfast lock integrity --native=no
kill $overruler
fails 'one that overrules was there: seal' 1 holdfast seal
like 'it is named' "$output" 'cgroup_sysctl .*bpf_set_retval'
is 'it is not sealed' "$(value engines.bpf.sealed holdfast status --json)" false
remove_engine

sysctl-program zero /sys/fs/cgroup/down &
setter=$!
sleep 1
succeeds 'lock' holdfast lock integrity --native=no
kill $setter
succeeds 'seal' holdfast seal
fails 'it was there: 1 is refused' 1 sh -c "echo 1 >$switch"
is 'and it is on' "$(cat $switch)" 1
done_testing
