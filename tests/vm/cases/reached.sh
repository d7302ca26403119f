#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 64M
# Root gets into a program that has exceptions without any hook being asked: by uprobes, which change its
# code and its data, and by answering its system calls. Then it has none.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

reg=0x174 # IA32_SYSENTER_CS: a write puts back what it has
# hold PROGRAM [ARGUMENT...]: runs it until let_go; $held is what it said first
hold() {
	rm -f /tmp/hold /tmp/held
	mkfifo /tmp/hold
	"$@" </tmp/hold >/tmp/held &
	holder=$!
	exec 7>/tmp/hold
	while ! [ -s /tmp/held ]; do sleep 0.2; done
	held=$(head -n 1 /tmp/held)
}
let_go() {
	exec 7>&-
	wait $holder
}

# shellcheck disable=SC2046 # two numbers
set -- $(/mnt/tool offsets 0 | head -n 1)
is 'before: what it is' "$(/mnt/tool values 0 | head -n 1)" '0x1020304 7'
hold uprobe-in /mnt/tool "$1" "$2"
is 'before: a uprobe' "$held" ok
is 'before: its code and its data are others' "$(/mnt/tool values 0 | head -n 1)" '0x10203cc 8'
is 'before: and it goes on' "$(/mnt/tool pwrite $reg)" ok
let_go
is 'before: a listener answers for the kernel' "$(answer-for answer /mnt/tool pwrite $reg)" ENOTTY

policy 'Level=integrity' '' <<END
[Exception tool]
Reason=msr
Program=/mnt/tool
Verity=$(enroll /mnt/tool)
Registers=$reg
END
succeeds 'lock by the policy' holdfast lock
is 'its register' "$(/mnt/tool pwrite $reg)" ok

hold uprobe-in /mnt/tool "$1" "$2"
is 'a uprobe' "$held" ok
is 'that was there before it' "$(/mnt/tool pwrite $reg)" EPERM
is 'for its children' "$(/mnt/tool fork $reg)" EPERM
is 'for its threads' "$(/mnt/tool thread $reg)" EPERM
let_go
is 'a fresh one' "$(/mnt/tool pwrite $reg)" ok

mkfifo /tmp/waits
/mnt/tool wait $reg </tmp/waits >/tmp/waited &
exec 8>/tmp/waits
while ! [ -s /tmp/waited ]; do sleep 0.2; done
hold uprobe-in /mnt/tool "$1"
is 'one that comes to a running one' "$held" ok
let_go
exec 8>&-
wait
is 'and goes again' "$(tail -n 1 /tmp/waited)" EPERM
is 'a fresh one again' "$(/mnt/tool pwrite $reg)" ok
hold uprobe-in /mnt/copy "$1"
is 'one in another program' "$held $(/mnt/tool pwrite $reg)" 'ok ok'
let_go

events=/sys/kernel/tracing
mount -t tracefs tracefs $events 2>/dev/null
echo "p:reached /mnt/tool:$1" >$events/uprobe_events
echo 1 >$events/events/uprobes/reached/enable
is 'by tracefs' "$(/mnt/tool pwrite $reg)" EPERM
echo 0 >$events/events/uprobes/reached/enable
echo >$events/uprobe_events
is 'and gone again' "$(/mnt/tool pwrite $reg)" ok

is 'under a filter' "$(answer-for filter /mnt/tool pwrite $reg)" ok
is 'under a listener' "$(answer-for listener /mnt/tool pwrite $reg)" EPERM
hold answer-for closed /mnt/tool wait $reg
touch /tmp/close
let_go
is 'that is closed while it runs' "$(tail -n 1 /tmp/held)" EPERM
is 'under more filters than are looked at' "$(answer-for filters /mnt/tool pwrite $reg)" EPERM
succeeds 'whole' holdfast status
done_testing
