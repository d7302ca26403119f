#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# A policy in force, the next one, and the changes that the seal still allows.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh
load_ask

reg=0x174
for way in io_uring io_worker; do
	is "before: $way" "$(/mnt/tool $way $reg)" ok
done
tool=$(enroll /mnt/tool)
# exception NAME DIGEST [LINE...]
exception() {
	printf '[Exception %s]\nVerity=%s\n' "$1" "$2"
	shift 2
	printf '%s\n' "$@"
}
msr() {
	echo "$(/mnt/tool pwrite $reg)$(/mnt/tool pwrite 0x175)"
}
outcome() {
	holdfast probe "$1" | awk 'NR == 2 { print $3 }'
}
# gone WHAT PROGRAM: the line for an exception that the policy does not have
gone() {
	printf 'tighter   %-32s  exception -> none  %s' "$@"
}
exceptions() {
	value engines.bpf.exceptions holdfast status --json
}

rm -f /etc/holdfast/holdfast.conf
fails 'no policy at all' 1 holdfast lock
like 'which file is missing is said' "$output" '/etc/holdfast/holdfast.conf'
policy 'Level=integritty' '' </dev/null
fails 'a misspelt one' 1 holdfast lock
like 'where is said' "$output" 'holdfast.conf:3:7: .*confidentiality'
policy 'Level=integrity' 'msr=audit' </dev/null
fails 'with an option that it says itself' 2 holdfast lock --audit
is_unlocked 'nothing came of it'

succeeds 'one reason audited' holdfast lock
is 'is open' "$(msr)$(outcome msr)" okokopen
is 'others are denied' "$(outcome kexec)" denied
is 'the level is not claimed whole' "$(value level holdfast status --json)" none
exception tool "$tool" Reason=msr | policy 'Level=integrity' ''
succeeds 'an exception instead' holdfast lock
is 'its program has it' "$(msr)" okok
is 'not through io_uring, where it might be another who asks' "$(/mnt/tool io_uring $reg)" EPERM
is 'nor by a thread of the kernel that works for io_uring' "$(/mnt/tool io_worker $reg)" EPERM
is 'the others do not' "$(/mnt/copy pwrite $reg)$(outcome msr)" EPERMdenied
is 'the level is claimed' "$(value level holdfast status --json)" integrity
start /mnt/tool $reg /mnt/copy pwrite $reg
rm /run/initramfs/holdfast/at_ptrace* /run/initramfs/holdfast/at_exec*
for _ in $(seq 50); do
	[ "$(/mnt/tool pwrite $reg)" = ok ] || break
	sleep 0.2
done
is 'without what marks a program: it has no exception' "$(/mnt/tool pwrite $reg)" EPERM
stop
is 'nor has what one executes that is marked' "$(tail -n 1 /tmp/waits)" EPERM
fails 'without what guards its process: status' 1 holdfast status
like 'is said' "$output" 'lacks guards that it has to have: at_exec at_ptrace;'
succeeds 'lock again' holdfast lock
succeeds 'puts it back' holdfast status
is 'the same: nothing is different' "$(holdfast policy diff)" 'The same as the policy in force'
succeeds 'again' holdfast lock
like 'changes nothing' "$output" '^Already locked'
exception tool "$tool" Reason=msr "Registers=$reg" | policy 'Level=integrity' ''
is 'what would be different' "$(holdfast policy diff)" \
	'tighter   tool, msr                         exception -> narrowed'
succeeds 'narrowed' holdfast lock
like 'is a change' "$output" '^Locked'
is 'and is' "$(msr)" okEPERM
exception tool "$tool" 'Reason=msr ioport' 'Registers=0x174-0x175' |
	policy 'Level=integrity' 'kexec=allow'
is 'what would be looser' "$(holdfast policy diff)" \
	'looser    kexec                             deny -> allow
looser    tool, ioport                      none -> exception
looser    tool, msr                         exception -> wider'
succeeds 'looser, before the seal' holdfast lock
is 'is that' "$(msr)$(/mnt/tool iopl 0)$(outcome kexec)" okokokopen
is 'an allowed reason is not the whole level' "$(value level holdfast status --json)" none
like 'and status says so' "$(holdfast status)" '^Allowed +kexec$'
# Operations that both policies allow are never refused, and those that neither allows never pass.
/mnt/tool often $reg 2000000000 >/tmp/often &
ask-often "$(number_of MSR)" 2000000000 &
asks=$!
for _ in 1 2 3 4 5 6; do
	exception tool "$tool" Reason=msr "Registers=$reg" | policy 'Level=integrity' ''
	holdfast lock >/dev/null || echo "lock failed" >>/tmp/often
	exception tool "$tool" 'Reason=msr ioport' 'Registers=0x174-0x175' |
		policy 'Level=integrity' 'kexec=allow'
	holdfast lock >/dev/null || echo "lock failed" >>/tmp/often
done
is 'twelve policies later it still writes' "$(cat /tmp/often)" ''
succeeds 'and another is still refused' kill $asks
killall msr-write tool 2>/dev/null

is 'the kernel takes a new policy, but not without all that was added' "$(ask-policy 1 2 3)" 'ok ok EINVAL'

policy 'Level=none' '' </dev/null
fails 'a lower level' 1 holdfast lock
is 'changed nothing' "$(msr)$(outcome kexec)" okokopen
exception tool "$tool" Reason=msr >/tmp/twice
exception again "$tool" Reason=msr >>/tmp/twice
policy 'Level=integrity' '' </tmp/twice
fails 'the same twice' 1 holdfast lock
like 'is said' "$output" 'two exceptions give msr to the same program'
is 'changed nothing, too' "$(msr)$(outcome kexec)" okokopen

# An exception that is narrowed to paths later is counted once, and not again when the sweep removes it.
is 'an exception that is narrowed to paths later' \
	"$(ask-policy 1 2debugfs 3:1 paths 5debugfs,narrow:512 paths 5debugfs,narrow:768 paths 6:1024 paths)" \
	'ok ok ok 0 ok 1 ok 1 ok 0'

printf '[Exception path]\nReason=msr\nProgram=/mnt/copy\nUnverified=yes\n' |
	policy 'Level=integrity' ''
succeeds 'bound to a path' holdfast lock
is 'works, for whatever is in it' "$(/mnt/copy pwrite $reg)" ok
like 'and is shown as what it is' "$(holdfast status)" '1 bound to a path alone: any root process'
policy 'Level=integrity' '' </dev/null
is 'which is what it is known by, where no name is' "$(holdfast policy diff)" \
	"$(gone msr "device $(awk '$5 == "/mnt" { print $3 }' /proc/self/mountinfo), inode $(
		stat -c %i /mnt/copy)")"
mkdir /usr/mnt
mount --bind /mnt /usr/mnt
like 'and its path, where that is in /usr' "$(holdfast policy diff)" "$(
	stat -c %i /mnt/copy) \(/usr/mnt/copy\)$"
is 'for programs too' "$(value engines.bpf.unverified_exceptions holdfast status --json)" 1

# A named program has its digest; one that is not in /usr has nothing else; and not all are shown.
echo >>/mnt/copy
loader=$(enroll /mnt/copy)
{
	exception tool "$tool" 'Reason=msr ioport' "Registers=$reg"
	exception loader "$loader" Reason=kexec
	for i in $(seq 150); do
		exception "e$i" "sha256:$(printf %064d "$i")" Reason=dev-mem
	done
} | policy 'Level=integrity' ''
succeeds 'many exceptions' holdfast lock
exception again "$tool" Reason=msr "Registers=$reg" | policy 'Level=integrity' ''
holdfast policy diff >/tmp/diff
is 'a digest that nobody has a name for' "$(head -n 1 /tmp/diff)" \
	"$(gone dev-mem "sha256:$(printf %064d 1)")"
is 'a hundred of them' "$(grep -c 'dev-mem .*none  sha256:' /tmp/diff)" 100
is 'and how many more' "$(tail -n 1 /tmp/diff)" \
	'tighter   52 more that it does not have     exception -> none'
{
	exception again "$tool" Reason=msr "Registers=$reg"
	for i in $(seq 1 2 150); do
		exception "e$i" "sha256:$(printf %064d "$i")" Reason=dev-mem
	done
} | policy 'Level=integrity' ''
holdfast policy diff >/tmp/diff
is 'each once, and none that stays' \
	"$(sed -n 's/.* dev-mem .*sha256:0*//p' /tmp/diff | tr '\n' ' ')" "$(seq 2 2 150 | tr '\n' ' ')"
is 'one of a program that another section has, and one in /usr' "$(grep -v dev-mem /tmp/diff)" \
	"$(gone kexec "$loader (/usr/mnt/copy)")
$(gone 'again, ioport' "$tool")"
{
	exception tool "$tool" 'Reason=msr ioport' "Registers=$reg"
	exception loader "$loader" Reason=kexec
} | policy 'Level=integrity
Seal=yes' 'hibernation=audit'
succeeds 'sealed' holdfast lock
is 'three exceptions' "$(exceptions)" 3
is 'are in force' "$(msr)$(/mnt/tool ioperm 0x80)" okEPERMok
exception tool "$tool" 'Reason=msr ioport' 'Registers=0x174-0x175' | policy 'Level=integrity' ''
is 'sealed: what would be different' "$(holdfast policy diff)" \
	'tighter   hibernation                       audit -> deny
looser    tool, msr                         exception -> wider
tighter   kexec                             exception -> none  '"$loader (/usr/mnt/copy)"'
It would be refused: the lock is sealed, and this is looser'
fails 'sealed: wider' 1 holdfast lock
like 'is refused' "$output" 'they only go or become narrower; nothing was changed'
is 'and nothing was' "$(exceptions)$(msr)" 3okEPERM
exception tool "$tool" 'Reason=msr ioport pci-access' "Registers=$reg" | policy 'Level=integrity' ''
fails 'sealed: one more' 1 holdfast lock
is 'sealed: it is the kernel that takes none' "$(ask-policy 1 2 3)" 'EPERM EPERM EPERM'
is 'sealed: and keeps no other' "$(ask-policy 5)" ENOENT
policy 'Level=integrity' 'msr=audit' </dev/null
fails 'sealed: audited' 1 holdfast lock
like 'is refused, by name' "$output" 'sealed, and the policy would loosen msr'
policy 'Level=integrity' 'msr=allow' </dev/null
fails 'sealed: allowed' 1 holdfast lock
is 'nothing was changed' "$(exceptions)$(msr)" 3okEPERM
exception tool "$tool" 'Reason=msr ioport' "Registers=$reg" Ports=0x80-0x81 |
	policy 'Level=integrity' ''
succeeds 'sealed: fewer, and narrower' holdfast lock
is 'is both' "$(exceptions)$(msr)$(/mnt/tool ioperm 0x80)$(/mnt/tool iopl 0)" 2okEPERMokEPERM
exception tool "$tool" 'Reason=msr ioport' "Registers=$reg" Ports=0x80-0x82 |
	policy 'Level=integrity' ''
fails 'sealed: wider than it is now' 1 holdfast lock
is 'and is not' "$(/mnt/tool ioperm 0x80)$(/mnt/tool ioperm 0x81)" okEPERM
exception tool "$tool" 'Reason=msr ioport' 'Registers=0x10' Ports=0x80-0x81 | policy 'Level=integrity' ''
fails 'sealed: other registers' 1 holdfast lock
is 'nothing was changed' "$(msr)" okEPERM
exception tool "$tool" Reason=msr "Registers=$reg" | policy 'Level=integrity' ''
succeeds 'sealed: fewer again' holdfast lock
is 'is fewer' "$(exceptions)$(msr)$(/mnt/tool ioperm 0x80)" 1okEPERMEPERM
policy 'Level=confidentiality' '' </dev/null
succeeds 'sealed: none, and a higher level' holdfast lock
is 'none' "$(exceptions)$(msr)" 0EPERMEPERM
is 'and higher' "$(value level holdfast status --json)" confidentiality
exception tool "$tool" Reason=msr "Registers=$reg" | policy 'Level=confidentiality' ''
fails 'there is no way back' 1 holdfast lock
succeeds 'whole' holdfast status
done_testing
