#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Checks the system after a real initramfs has locked and switched to the real root.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

like 'holdfast boot locked' "$(dmesg | grep holdfast:)" 'holdfast: locked at integrity'
succeeds 'status' holdfast status
like 'enforcing' "$output" '^BPF +enforcing at integrity'
like 'hidden' "$output" 'hidden: nobody can reach it'
if grep -q test.policy /proc/cmdline; then
	is 'with the policy' "$(value engines.bpf.exceptions holdfast status --json)" 1
	is 'sealed by it' "$(value engines.bpf.sealed holdfast status --json)" true
fi
like 'a root on a disk' "$(cat /proc/mounts)" '^/dev/vda / ext4 '
peel >/tmp/peel 2>/tmp/peel.err
is 'peel could try' $? 0
like 'the real root came off' "$(head -n 1 /tmp/peel.err)" '^peeled [1-9]'
is 'what lies below it does nothing and shows nothing' "$(cat /tmp/peel)" ''
succeeds 'still enforcing' holdfast status
fails 'dev-mem is refused' 1 head -c 1 /dev/mem
succeeds 'raise' holdfast lock confidentiality
umount /run/initramfs/holdfast
sleep 1
fails 'without the handles' 1 holdfast status
like 'it enforces on' "$output" '^BPF +hidden'
done_testing
