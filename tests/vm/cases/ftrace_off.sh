#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel.ftrace_enabled=0: before Linux 7.3, programs attach and are never called.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
ftrace=/proc/sys/kernel/ftrace_enabled

if ! echo 0 >$ftrace 2>/dev/null || [ "$(cat $ftrace)" != 0 ]; then
	if here before 7.3; then
		flunk 'ftrace can be switched off here'
	else
		skip 'lock with ftrace off' 'this kernel does not let BPF LSM programs hang on the switch'
	fi
fi
if [ "$(cat $ftrace)" = 0 ]; then
	fails 'lock is not fooled' 1 holdfast lock integrity
	like 'says what it is' "$output" 'enforces nothing: kernel.ftrace_enabled is 0'
	like 'and what to do' "$output" 'sysctl kernel.ftrace_enabled=1'
	echo 1 >$ftrace
	is_unlocked 'everything was taken back'
fi

succeeds 'lock with ftrace on' holdfast lock integrity --native=no
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM
if echo 0 >$ftrace 2>/dev/null && [ "$(ask "$(number_of KEXEC)")" = '' ]; then
	fails 'status sees it switched off' 1 holdfast status
	like 'and says so' "$output" 'enforces NOTHING'
	is 'not counted as a level' "$(value level holdfast status --json)" none
	is 'nor as enforcing' "$(value engines.bpf.enforcing holdfast status --json)" false
	fails 'the same level is no success' 1 holdfast lock integrity
	fails 'nor a higher one' 1 holdfast lock confidentiality
	is 'which was not entered' "$(value engines.bpf.level holdfast status --json)" integrity
else
	is 'still enforced' "$(ask "$(number_of KEXEC)")" EPERM
fi
done_testing
