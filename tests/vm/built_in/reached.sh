#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# disk: 64M
# The built-in LSM and a program with exceptions: nobody gains them by changing the program with a uprobe, answering its
# system calls, or using its io_uring; and nobody gets its memory as a core dump.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

reg=0x174
# shellcheck source=tests/vm/both/reached.sh
. /tests/both/reached.sh
cp "$(command -v load-file)" /mnt/loader
cp /mnt/loader /mnt/other-loader

ask_before
for way in int80 io_uring io_worker ring; do
	is "before: by $way" "$(/mnt/tool $way $reg)" ok
done
cd /mnt || exit
echo core >/proc/sys/kernel/core_pattern
# shellcheck disable=SC3045 # the guest has busybox
ulimit -c unlimited
is 'before: a program dumps its core' "$(/mnt/loader dump)$(ls core*)" okcore
rm core*

cat >/tmp/exceptions <<EOT
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
policy 'Level=integrity
Mode=audit' '' </tmp/exceptions
succeeds 'lock, and audit' holdfast lock
ask_visits
policy 'Level=integrity' '' </tmp/exceptions
succeeds 'lock by the policy' holdfast lock
ask_visited
is 'its register and its ports' "$(/mnt/tool pwrite $reg)$(/mnt/tool ioperm 0x80)" okok

ask_uprobes
put_in /mnt/tool "$operand"
is 'its ports' "$(/mnt/tool ioperm 0x80)" EPERM
take_out
ask_listeners
is 'its ports under a listener' "$(answered listener /mnt/tool ioperm 0x80)" EPERM

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
