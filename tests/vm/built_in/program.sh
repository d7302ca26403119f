#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# `holdfast` finds the engine that is built in, and each command works with it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

lsm() { value "engines.lsm.$1" holdfast status --json; }

succeeds 'status' holdfast status
like 'names it' "$output" '^Built-in +enforcing at none'
is 'for programs, too' "$(lsm state)" enforcing
is 'none of BPF is looked for' "$(value engines.bpf.state holdfast status --json)" not-loaded
succeeds 'lock' holdfast lock integrity --native=no
like 'says what was refused' "$output" 'refused +kexec_load'
like 'and that there is no anchor' "$output" 'anchor +none: it is built into the kernel'
is 'the level' "$(cat /sys/kernel/security/holdfast/level)" integrity
is 'nothing is pinned' "$(ls /run/holdfast 2>/dev/null)" ''
is 'status has it' "$(value level holdfast status --json)" integrity
succeeds 'again' holdfast lock integrity --native=no
like 'changes nothing' "$output" 'Already locked at'
fails 'lower' 1 holdfast lock none
like 'is refused' "$output" 'levels only go up'
fails 'dev-mem is refused' 1 head -c 1 /dev/mem
sleep 1
like 'its events are there' "$(holdfast events)" ' deny +lsm +dev-mem '
like 'with the program' "$(holdfast events | grep dev-mem)" '/busybox$'
is 'and stay there' "$(holdfast events | grep -c ' dev-mem ')" 1
echo 'holdfast: denied msr at integrity: exe="/forged" comm="x" pid=1 uid=0 unrecorded=0' >/dev/kmsg
is 'what user space writes there is none' "$(holdfast events | grep -c forged)" 0
succeeds 'counted' test "$(value reasons.dev-mem.denied holdfast status --json)" -gt 0

mkdir -p /etc/holdfast
printf '[Lock]\nLevel=integrity\nNative=no\n[Reasons]\nmsr=audit\n' >/etc/holdfast/holdfast.conf
fails 'a policy with verdicts' 1 holdfast lock
like 'is not left out' "$output" 'takes a level and a seal'
fails 'nor is an audit' 1 holdfast lock confidentiality --audit
like 'of a level' "$output" 'cannot audit'
printf '[Lock]\nLevel=confidentiality\nNative=no\nSeal=yes\n' >/etc/holdfast/holdfast.conf
succeeds 'a policy of a level and a seal' holdfast lock
is 'is in force' "$(lsm level) $(lsm sealed)" 'confidentiality true'
succeeds 'seal' holdfast seal
like 'is there already' "$output" 'Already sealed'
fails 'nobody takes it back' 1 sh -c 'echo 0 >/sys/kernel/security/holdfast/seal'
like 'status says so' "$(holdfast status)" '^Sealed +until the next boot'
succeeds 'boot, in an initramfs' holdfast boot
succeeds 'residue' holdfast residue
done_testing
