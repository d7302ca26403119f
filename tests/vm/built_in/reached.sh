#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# disk: 64M
# The built-in LSM and a program that has exceptions: who changes what it does by a uprobe, answers its
# system calls, or asks through its io_uring has none of them; and nobody gets its memory as a core.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

reg=0x174
cp "$(command -v load-file)" /mnt/loader
cp /mnt/loader /mnt/other-loader
answer=$(command -v answer-for)
read -r operand number <<EOT
$(/mnt/tool offsets $reg)
EOT
negative=$(/mnt/tool negative $reg | head -n 1)

# put_in FILE OFFSET [COUNTER]: has a uprobe until take_out; $put says what came of it
put_in() {
	rm -f /tmp/uprobe /tmp/put
	mkfifo /tmp/uprobe
	uprobe-in "$@" </tmp/uprobe >/tmp/put &
	putter=$!
	exec 7>/tmp/uprobe
	while ! [ -s /tmp/put ]; do sleep 0.2; done
	put=$(cat /tmp/put)
}
take_out() {
	exec 7>&-
	wait $putter
}

# start WAY [ARGUMENT...]: the tool waits until finish, which prints what it says then
start() {
	rm -f /tmp/wait /tmp/waits
	mkfifo /tmp/wait
	way=$1
	shift
	/mnt/tool "$way" $reg "$@" </tmp/wait >/tmp/waits 7>&- &
	pid=$!
	exec 8>/tmp/wait
	while ! [ -s /tmp/waits ]; do sleep 0.2; done
}
finish() {
	exec 8>&-
	wait $pid
	tail -n 1 /tmp/waits
}

# trace TEXT FILE: into a file of tracefs
trace() {
	echo "$1" >/sys/kernel/tracing/"$2"
}

### Before

is 'before: the tool as it is' "$(/mnt/tool values $reg)" '0x1020304 7
ok'
put_in /mnt/tool "$operand" "$number"
is 'before: a uprobe inside an instruction, which counts' "$put" ok
is 'before: changes code and data' "$(/mnt/tool values $reg)" '0x10203cc 8
ok'
is 'before: and has the register written' "$(/mnt/tool pwrite $reg)" ok
take_out
is 'before: it is gone' "$(/mnt/tool values $reg)" '0x1020304 7
ok'
is 'before: its system call is answered' "$($answer answer /mnt/tool pwrite $reg)" ENOTTY
for way in filter listener closed; do
	is "before: under a filter: $way" "$($answer $way /mnt/tool pwrite $reg)" ok
done
for way in int80 io_uring io_worker ring; do
	is "before: by $way" "$(/mnt/tool $way $reg)" ok
done
cd /mnt || exit
echo core >/proc/sys/kernel/core_pattern
# shellcheck disable=SC3045 # the guest has busybox
ulimit -c unlimited
is 'before: a program dumps its core' "$(/mnt/loader dump)$(ls core*)" okcore
rm core*

policy 'Level=integrity' '' <<EOT
[Exception tool]
Reason=msr ioport
Program=/mnt/tool
Verity=$(enroll /mnt/tool)
Registers=$reg
Ports=0x80-0x81
[Exception loader]
Reason=kexec
Verity=$(enroll /mnt/loader)
EOT
succeeds 'lock by the policy' holdfast lock
is 'its register and its ports' "$(/mnt/tool pwrite $reg)$(/mnt/tool ioperm 0x80)" okok

### Uprobes

start wait
is 'it waits, and goes on as it is' "$(finish)" ok
start wait
put_in /mnt/tool "$operand"
is 'a uprobe while it runs' "$put$(finish)" okEPERM
is 'one from before it runs' "$(/mnt/tool pwrite $reg)" EPERM
is 'its ports' "$(/mnt/tool ioperm 0x80)" EPERM
is 'its threads and its children' "$(/mnt/tool thread $reg)$(/mnt/tool fork $reg)" EPERMEPERM
take_out
is 'once it is gone, who runs it anew' "$(/mnt/tool pwrite $reg)" ok
start wait
put_in /mnt/tool "$operand" "$number"
take_out
is 'who had one, which is gone' "$(finish)" EPERM
start trap
put_in /mnt/tool "$operand"
take_out
is 'and where the kernel has found that it is gone' "$(finish)" EPERM
start trap
is 'a breakpoint of its own is none' "$(finish)" ok
start wait
put_in /mnt/tool "$operand" "$negative"
take_out
is 'one that cannot count' "$put$(finish)" EINVALEPERM
start wait /mnt/tool pwrite $reg
put_in /mnt/tool "$operand"
take_out
is 'what it executes when it is gone' "$(finish)" ok
trace "p:holdfast/into /mnt/tool:$operand" uprobe_events
trace 1 events/holdfast/into/enable
is 'one of tracefs' "$(/mnt/tool pwrite $reg)" EPERM
trace 0 events/holdfast/into/enable
trace '' uprobe_events
is 'which is taken out' "$(/mnt/tool pwrite $reg)" ok
put_in /mnt/copy "$operand"
is 'one of another program is none of its own' "$put$(/mnt/tool pwrite $reg)" okok
take_out

### Who answers its system calls

is 'answered by another' "$($answer answer /mnt/tool pwrite $reg)" ENOTTY
is 'under a listener' "$($answer listener /mnt/tool pwrite $reg)" EPERM
is 'which is closed once it runs' "$($answer closed /mnt/tool pwrite $reg)" EPERM
is 'its ports, too' "$($answer listener /mnt/tool ioperm 0x80)" EPERM
is 'under a filter that nobody listens at' "$($answer filter /mnt/tool pwrite $reg)" ok
is 'with a listener above it' "$($answer filter "$answer" listener /mnt/tool pwrite $reg)" EPERM
is 'or beneath it' "$($answer listener "$answer" filter /mnt/tool pwrite $reg)" EPERM
is 'executed by another under a listener' "$($answer listener /mnt/copy exec $reg /mnt/tool pwrite $reg)" EPERM
is 'or by itself' "$($answer listener /mnt/tool exec $reg /mnt/tool pwrite $reg)" EPERM
is 'under none' "$(/mnt/tool pwrite $reg)" ok

### Calls of 32 bits, and io_uring

is 'a call of 32 bits: its register' "$(/mnt/tool int80 $reg)" ok
is 'another register' "$(/mnt/tool int80 0x175)" EPERM
is 'another program' "$(/mnt/copy int80 $reg)" EPERM
is 'through io_uring' "$(/mnt/tool io_uring $reg)" EPERM
is 'by the thread that works for it' "$(/mnt/tool io_worker $reg)" EPERM
is 'with one beside it' "$(/mnt/tool ring $reg)" EPERM

### A core

is 'it dumps no core' "$(/mnt/loader dump)$(ls core* 2>/dev/null)" EPERM
echo '|/bin/sh -c cat>/mnt/core.piped' >/proc/sys/kernel/core_pattern
is 'nor into a pipe' "$(/mnt/loader dump)$(ls core* 2>/dev/null)" EPERM
is 'another does' "$(/mnt/other-loader dump)" ok
sleep 0.5
like 'it is recorded' "$(dmesg)" 'holdfast: denied excepted-process at integrity: exe="/mnt/loader"'
done_testing
