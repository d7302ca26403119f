#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The control program, asked directly and not through `holdfast lock`: it can only raise.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
mkdir -p /mnt
level() { value engines.bpf.level holdfast status --json; }

succeeds 'lock integrity' holdfast lock integrity --native=no
is 'to none' "$(control 1 0)" EPERM
is 'to itself' "$(control 1 1)" 0
is 'to a level that is none' "$(control 1 3)" EINVAL
is 'to a huge one' "$(control 1 4294967295)" EINVAL
is 'an operation that is none' "$(control 0 2)" EINVAL
is 'another' "$(control 10 2)" EINVAL
is 'one of its own that is none' "$(control 3 2)" EINVAL
is 'still integrity' "$(level)" integrity
before=$(value reasons.kexec.since holdfast status --json)
is 'to confidentiality, without its guard' "$(control 1 2)" ENOLINK
is 'nor by a guard that is none' "$(control 7 2)" EINVAL
is 'by no descriptor' "$(control 7 0 0 1000)" ENOLINK
is 'by one of another file' "$(control 7 0 0 0 1 /dev/null)" ENOLINK
is 'of the pin of a program' "$(control 7 0 0 0 1 /run/initramfs/holdfast/guard_debugfs)" ENOLINK
is 'of the pin of another link' "$(control 7 0 0 0 1 /run/initramfs/holdfast/witness)" ENOLINK
is 'without a pin' "$(control 7 0 0 -1)" ENOLINK
is 'the guard, pinned' "$(attach-guard /run/initramfs/holdfast/debugfs-1)" ok
is 'by its pin, which is gone' "$(control 7 0 0 0 1 '!/run/initramfs/holdfast/debugfs-1')" ENOLINK
is 'still integrity' "$(level)" integrity
succeeds 'lock' holdfast lock confidentiality --native=no
is 'it is' "$(level)" confidentiality
is 'and that is all there is' "$(control 1 2)" 0
is 'since integrity'\''s time, for integrity'\''s' \
	"$(value reasons.kexec.since holdfast status --json)" "$before"
is 'and it is enforced' "$(ask "$(number_of KCORE)")" EPERM
is 'back to integrity' "$(control 1 1)" EPERM
is 'back to none' "$(control 1 0)" EPERM
is 'still confidentiality' "$(level)" confidentiality
is 'and enforced' "$(ask "$(number_of KEXEC)")" EPERM
is 'what native is at rises, too' "$(control 2 2)$(control 2 0)" 00
remove_engine

# Its own objects: kind 1 is a program; 9 and 10 are drivers, whose value is the reason.
succeeds 'lock none' holdfast lock none --native=no
is 'no kind' "$(control 3 0 0 5)$(control 3 0 11 5)" EINVALEINVAL
is 'no program and no map, with any value' "$(control 3 0 1 5)$(control 3 1 2 5)$(control 3 2 2 5)" \
	EINVALEINVALEINVAL
is 'no link' "$(control 3 2 3 0)" EINVAL
is 'no link that may be had' "$(control 3 1 3 5)$(control 3 0 3 5)" EINVALEINVAL
is 'a driver' "$(control 3 2 9 999)$(control 3 2 9 999)" 00
is 'with another reason' "$(control 3 1 9 999)" EPERM
is 'what a seal noted is forgotten' "$(control 3 2 3 4000000000)$(control 5 0)" 00
is 'the outer mount' "$(control 3 0 8)$(control 3 0 8)" 00
is 'is no other before that' "$(cd /proc && control 3 0 8)$(control 5 0)$(cd /proc && control 3 0 8)$(control 5 0)" \
	EPERM000
is 'hidden, it is not: not sealed so' "$(control 8 0)" EPERM
is 'but no driver' "$(control 3 1 9 999)" EPERM
is 'there is one: not without its guard' "$(control 7 1 0 -1)$(control 1 1)" ENOLINKENOLINK
remove_engine

# Enforcing changes the policy in force, which is either of the two.
mkdir -p /etc/holdfast
for turn in 1 2; do
	printf '[Lock]\nLevel=integrity\nNative=no\n[Reasons]\nkexec=allow\nmsr=audit\n[Exception e]\nReason=ioport\nVerity=sha256:%064d\n' \
		$turn >/etc/holdfast/holdfast.conf
	succeeds "policy $turn" holdfast lock
	is "policy $turn: allowed and audited" "$(ask "$(number_of KEXEC)")$(ask "$(number_of MSR)")" ''
	is "policy $turn: enforced" "$(control 6 0 0 -1)" 0
	is "policy $turn: neither is" "$(ask "$(number_of KEXEC)")$(ask "$(number_of MSR)")" EPERMEPERM
done
remove_engine

succeeds 'lock none, and seal' holdfast lock none --native=no --seal
is 'to integrity, without a look for drivers' "$(control 1 1)" ENOLINK
is 'sealed: nothing more is its own' "$(control 3 2 3 5)$(cd /proc && control 3 0 4)" EPERMEPERM
is 'sealed: what is says so' "$(cd /run/initramfs/holdfast && control 3 0 4)" 0
is 'sealed: nor forgotten' "$(control 5 0)" EPERM
is 'there is none' "$(control 7 1 0 -1)" 0
is 'now it is integrity' "$(control 1 1)$(level)" 0integrity
is 'where no driver can have come' "$(control 3 1 9 999)" EPERM
mount -t bpf bpf /mnt
is 'the guard, pinned where the seal does not reach' "$(attach-guard /mnt/debugfs-1)" ok
is 'does not count' "$(control 7 0 0 0 1 /mnt/debugfs-1)$(control 1 2)" ENOLINKENOLINK
rm /mnt/debugfs-1
umount /mnt
for _ in $(seq 50); do
	guard=$(attach-guard /run/initramfs/holdfast/debugfs-1)
	[ "$guard" = EBUSY ] || break
	sleep 0.1
done
is 'where it does' "$guard" ok
is 'it counts' "$(control 7 0 0 0 1 /run/initramfs/holdfast/debugfs-1)$(control 1 2)" 00
is 'confidentiality' "$(level)" confidentiality
succeeds 'as status says' holdfast status
# Reasons that a level adds are audited until `lock` enforces them.
is 'its guard is asked' "$(holdfast probe debugfs-read >/dev/null
	value reasons.debugfs-read.audited holdfast status --json)" 1
succeeds 'lock' holdfast lock confidentiality --native=no
is 'and it refuses' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
fails 'the guard stays' 1 rm /run/initramfs/holdfast/debugfs-1
done_testing
