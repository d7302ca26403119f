#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: lockdown=none holdfast=confidentiality
# early: boot
# add: tests/vm/early/policy
# The image has a policy, which asks for the seal: all of it is in force before the root is mounted. The level is the
# command line's.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

of() { value "engines.bpf.$1" holdfast status --json; }

is 'holdfast boot' "$(cat /run/boot.status)" 0
is 'says nothing where all is well' "$(cat /run/boot.out /run/boot.err)" ''
like 'sealed in the initramfs' "$(cat /run/boot.early-status)" '^Sealed +until the next boot'
succeeds 'status' holdfast status
like 'enforcing at the level of the command line' "$output" '^BPF +enforcing at confidentiality'
like 'hidden' "$output" 'hidden: nobody can reach it'
like 'the policy has its exception' "$output" '^Exceptions +1'
like 'and audits' "$output" '^Audited .*mmiotrace'
is 'sealed' "$(of sealed)" true
is 'Native=no was honoured' "$(value engines.native.level holdfast status --json)" none

# The same policy on the real root changes nothing, and guards the handles.
mkdir -p /etc/holdfast
cp /policy/holdfast.conf /etc/holdfast
sed -i s/Level=integrity/Level=confidentiality/ /etc/holdfast/holdfast.conf
succeeds 'the same policy' holdfast lock
is 'guards the handles' "$(of handles_guarded)" true
is 'and keeps the exception' "$(of exceptions)" 1
sed -i 's/Registers=.*/Registers=0x1a0 0x1a1/' /etc/holdfast/holdfast.conf
fails 'a wider one' 1 holdfast lock
like 'is refused' "$output" 'sealed'
sed -i '/Exception/,$d' /etc/holdfast/holdfast.conf
succeeds 'a tighter one' holdfast lock
is 'is taken' "$(of exceptions)" 0
fails 'unmount' 1 umount -l /run/initramfs/holdfast
done_testing
