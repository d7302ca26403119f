#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity
# early: boot
# Locked in the initramfs: the anchor is below the root, and nobody can reach it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'holdfast boot' "$(cat /run/boot.status)" 0
is 'says nothing where all is well' "$(cat /run/boot.out /run/boot.err)" ''
like 'but to the log' "$(dmesg | grep holdfast:)" 'holdfast: locked at integrity'
like 'in the initramfs already hidden' "$(cat /run/boot.early-status)" 'hidden: nobody can reach it'
succeeds 'status, after the root was switched' holdfast status
like 'is enforcing' "$output" '^BPF +enforcing at integrity'
like 'names the anchor' "$output" '^Anchor +/run/initramfs/holdfast'
like 'and its strength' "$output" 'hidden: nobody can reach it'
is 'for programs, too' "$(value engines.bpf.anchor_hidden holdfast status --json)" true
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM

# The handles' bpffs can be seen, the links' cannot.
is 'the handles are no links' "$(find /run/initramfs/holdfast -name 'locked_down' -o -name witness)" ''
is 'no process sees another bpffs' \
	"$(cat /proc/[0-9]*/mountinfo 2>/dev/null | grep ' - bpf ' | grep -v -e ' /run/initramfs/holdfast ' \
		-e ' /sys/fs/bpf ')" ''
for process in /proc/[0-9]*; do
	ls -a "$process/root/" 2>/dev/null
done | grep -x -e witness -e locked_down >/tmp/seen
is 'nor does it show under any root' "$(cat /tmp/seen)" ''

# In a mount namespace of its own, from which nothing must reach other processes.
peel >/tmp/peel 2>/tmp/peel.err
is 'peel could try' $? 0
is 'the real root came off, and no more' "$(head -n 1 /tmp/peel.err)" 'peeled 1'
like 'pivot_root was possible' "$(cat /tmp/peel.err)" '^pivoted: done$'
is 'what lies below it does nothing and shows nothing' "$(cat /tmp/peel)" ''
is 'still enforced' "$(ask "$(number_of KEXEC)")" EPERM
succeeds 'status' holdfast status

# The asking module is one.
is 'its own programs are no residue' "$(holdfast residue | sed -n 's/^\([a-z-]*\) .* \(.*unsigned\).*/\1/p; $p' | xargs)" \
	'module 1 found, 0 could not be looked at'

fails 'lower' 1 holdfast lock none
like 'is refused' "$output" 'levels only go up'
succeeds 'kcore is open' head -c 1 /proc/kcore
succeeds 'raise' holdfast lock confidentiality --native=no
fails 'kcore is closed' 1 head -c 1 /proc/kcore
fails 'debugfs, too' 1 ls /sys/kernel/debug/sched/verbose /sys/kernel/debug/nothing
head -c 1 /sys/kernel/debug/sched/verbose >/dev/null 2>&1
is 'reading debugfs is refused' $? 1
like 'the anchor is still hidden' "$(holdfast status)" 'hidden: nobody can reach it'
like 'events are there' "$(holdfast events)" ' kexec '

cat >/etc/holdfast.conf <<EOF
[Lock]
Level=confidentiality
Native=no
[Exception tool]
Reason=msr
Verity=sha256:$(printf %064d 1)
EOF
mkdir -p /etc/holdfast
mv /etc/holdfast.conf /etc/holdfast/holdfast.conf
succeeds 'a policy, on the real root' holdfast lock
is 'is in force' "$(value engines.bpf.exceptions holdfast status --json)" 1
succeeds 'and again' holdfast lock
succeeds 'status' holdfast status

succeeds 'user namespaces work' unshare -U -r true
mkdir /tmp/new && mount -t tmpfs none /tmp/new && mkdir /tmp/new/old
succeeds 'and so does pivot_root' unshare -m sh -c 'mount --make-rprivate / &&
	mount --bind /tmp/new /tmp/new && cd /tmp/new && pivot_root . old'
succeeds 'a seal behind it' holdfast seal
is 'is there' "$(value engines.bpf.sealed holdfast status --json)" true
fails 'guards the handles' 1 umount /run/initramfs/holdfast
like 'and the anchor is hidden' "$(holdfast status)" 'hidden: nobody can reach it'
done_testing
