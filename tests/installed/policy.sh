#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A policy with an exception for a tool of Debian's: wrmsr may write one register.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

reg=0x174 # IA32_SYSENTER_CS: a write writes its own value back
modprobe msr
value=0x$(rdmsr $reg)
mkdir -p /etc/holdfast
{
	printf '[Lock]\nLevel=integrity\nNative=no\n'
	holdfast enroll /usr/sbin/wrmsr | sed "s/^Reason=.*/Reason=msr\nRegisters=$reg/"
} >/etc/holdfast/holdfast.conf
cp /usr/sbin/wrmsr /usr/sbin/copy

succeeds 'the policy is right' holdfast policy check
succeeds 'before: its register' wrmsr $reg "$value"
succeeds 'before: a copy of it' copy $reg "$value"
succeeds 'lock by the policy' holdfast lock
succeeds 'status' holdfast status
is 'one exception' "$(holdfast status --json | jq .engines.bpf.exceptions)" 1
succeeds 'its register' wrmsr $reg "$value"
fails 'another register' 127 wrmsr 0x175 0
like 'is refused' "$output" 'Operation not permitted'
fails 'a copy of it' 127 copy $reg "$value"
like 'is refused' "$output" 'Operation not permitted'
done_testing
