#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# An exception works for its program, and for nothing that root makes look like it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

reg=0x174 # IA32_SYSENTER_CS: a write writes its own value back
reaches='attach seize writev getfd'
# shellcheck source=tests/vm/both/apart.sh
. /tests/both/apart.sh

ways='pwrite write pwritev ioctl int80 io_uring fork thread'
for way in $ways; do
	is "before: $way" "$(/mnt/tool "$way" $reg)" ok
done
is 'before: another register' "$(/mnt/tool pwrite 0x175)" ok
is 'before: ports' "$(/mnt/tool ioperm 0x80)$(/mnt/tool iopl 0)" okok
is 'before: the file given on' "$(/mnt/tool exec-descriptor $reg /mnt/copy descriptor $reg)" ok
pretend /mnt/tool $reg
is 'before: another in its name' $? 0
is 'before: started by a tracer' "$(reach-into start /mnt/tool pwrite $reg)" ok
is 'before: that then leaves' "$(reach-into leave /mnt/tool pwrite $reg)" ok
is 'before: with io_uring beside it' "$(/mnt/tool ring $reg)" ok
is 'before: traced by its parent' "$(/mnt/tool traced $reg)" ok

ask_before

policy 'Level=integrity' '' <<EOF
[Exception tool]
Reason=msr ioport
Program=/mnt/tool
Verity=$(enroll /mnt/tool)
Registers=$reg
Ports=0x80-0x81
EOF
succeeds 'lock by the policy' holdfast lock
is 'two exceptions' "$(value engines.bpf.exceptions holdfast status --json)" 2
is 'none of them a hole' "$(value engines.bpf.unverified_exceptions holdfast status --json)" 0
is 'the level is claimed' "$(value level holdfast status --json)" integrity

is 'its register' "$(/mnt/tool pwrite $reg)" ok
is 'another register' "$(/mnt/tool pwrite 0x175)" EPERM
is 'another reason' "$(/mnt/tool pwrite $reg; holdfast probe kexec | awk 'NR == 2 { print $3 }')" \
	'ok
denied'
for way in write pwritev ioctl int80 io_uring; do
	is "by $way, where nobody knows which register" "$(/mnt/tool $way $reg)" EPERM
done
is 'its ports' "$(/mnt/tool ioperm 0x80)" ok
is 'one of them and the next' "$(/mnt/tool ioperm 0x81)" EPERM
is 'the one before' "$(/mnt/tool ioperm 0x7f)" EPERM
is 'all ports' "$(/mnt/tool iopl 0)" EPERM
is 'its threads' "$(/mnt/tool thread $reg)" ok
is 'its children, the same program' "$(/mnt/tool fork $reg)" ok

is 'a copy' "$(/mnt/copy pwrite $reg)" EPERM
is 'what it executes' "$(/mnt/tool exec $reg /mnt/copy pwrite $reg)" EPERM
is 'what it executes, with its open file' \
	"$(/mnt/tool exec-descriptor $reg /mnt/copy descriptor $reg)" EPERM
pretend /mnt/tool $reg
is 'another in its name' $? 1
is 'started by a tracer' "$(reach-into start /mnt/tool pwrite $reg)" 'not started: EPERM'
is 'that then leaves' "$(reach-into leave /mnt/tool pwrite $reg)" 'not started: EPERM'
is 'another program is started by one' "$(reach-into start /mnt/copy pwrite $reg)" EPERM
is 'with io_uring beside it' "$(/mnt/tool ring $reg)" EPERM
is 'traced by its parent, as it asks for itself' "$(/mnt/tool traced $reg)" EPERM
ask_reaching
ask_its_names
ask_without
done_testing
