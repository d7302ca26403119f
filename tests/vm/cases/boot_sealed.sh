#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: holdfast=integrity holdfast.seal=yes
# early: boot
# Sealed in the initramfs, in one step with the lock. The root can still be switched. Afterwards only the handles are
# left to guard.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

handles() { value engines.bpf.handles_guarded holdfast status --json; }

is 'holdfast boot' "$(cat /run/boot.status)" 0
is 'says nothing where all is well' "$(cat /run/boot.out /run/boot.err)" ''
like 'sealed in the initramfs' "$(cat /run/boot.early-status)" '^Sealed +until the next boot'
succeeds 'status, after the root was switched' holdfast status
like 'hidden' "$output" 'hidden: nobody can reach it'
like 'sealed' "$output" '^Sealed +until the next boot'
like 'and what is not guarded yet' "$output" 'root can still unmount the anchor.s handles'
is 'for programs, too' "$(handles)" false
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM

peel >/tmp/peel 2>/tmp/peel.err
is 'peel could try' $? 0
is 'the real root came off, and no more' "$(head -n 1 /tmp/peel.err)" 'peeled 1'
is 'what lies below it does nothing and shows nothing' "$(cat /tmp/peel)" ''

# The guards are attached without a second step.
if [ -e /proc/sys/kernel/ftrace_enabled ]; then
	fails 'ftrace stays on' 1 sh -c 'echo 0 >/proc/sys/kernel/ftrace_enabled'
	is 'is on' "$(cat /proc/sys/kernel/ftrace_enabled)" 1
fi
# The control program still notes mounts, and nothing else: 3 and 8 are its operations, 1 and 2 the kinds of
# programs and maps.
is 'a map is not given away' "$(control 3 1 2 1)" EINVAL
is 'nor a program' "$(control 3 1 1 1)" EINVAL
is 'nor a link' "$(control 3 2 3 1)" EPERM
is 'sealed as it is' "$(control 8 0)" 0
fails 'lower' 1 holdfast lock none
mkdir -p /etc/holdfast
cat >/etc/holdfast/holdfast.conf <<EOF
[Lock]
Level=integrity
Native=no
[Exception tool]
Reason=msr
Verity=sha256:$(printf %064d 1)
EOF
fails 'an exception, behind the seal' 1 holdfast lock
like 'is refused' "$output" 'sealed'
rm /etc/holdfast/holdfast.conf

# After a kill at any step, the next run succeeds. Nothing is attached, so kill-at counts below 0.
half='' before=0
for step in $(seq 1 2 60 | sed s/^/-/); do
	call=$(kill-at "$step" holdfast seal)
	[ "$(handles)" != true ] || break
	before=$((before + 1))
	[ "$(value engines.bpf.state holdfast status --json)" = enforcing ] || half="$half $step ($call)"
done
is 'handles: never a half' "$half" ''
succeeds "handles: $before steps before" test $before -gt 6
succeeds 'the handles' holdfast seal
is 'are guarded' "$(handles)" true
fails 'from unmounting' 1 umount -l /run/initramfs/holdfast
fails 'with what holds them up' 1 umount -l /run
succeeds 'once more' holdfast seal
like 'is nothing new' "$output" 'Already sealed'
succeeds 'raise' holdfast lock confidentiality --native=no
is 'is enforced' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
succeeds 'other mounts go' sh -c 'mkdir /tmp/other && mount -t tmpfs none /tmp/other && umount /tmp/other'
done_testing
