#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# flavor: generic
# qemu: -device megasas,id=raid -drive if=none,id=disk,file.driver=null-co,file.size=64M,format=raw,snapshot=on -device scsi-hd,bus=raid.0,drive=disk
# Frames and messages that drivers of RAID controllers pass on unchanged: before the lock one changes the kernel's memory.
# From integrity on all are refused, and the disk goes on working.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

address() {
	awk -v name="$1" '$3 == name { print $1; exit }' /proc/kallsyms
}

modprobe -a megaraid_sas sd_mod mptctl mpt3sas
for _ in $(seq 50); do
	[ -b /dev/sda ] || sleep 0.2
done
mkdir /tmp/node && mount -t tmpfs none /tmp/node
mknod /tmp/node/raid c "$(awk '$2 == "megaraid_sas_ioctl" { print $1 }' /proc/devices)" 0
code=$(awk -F '[- ]+' '/Kernel code/ { print $2; exit }' /proc/iomem)
names=$(printf %x $((0x$(address init_uts_ns) - 0x$(address _text) + 0x$code)))

# Whatever the driver says to a command of no address, it is asked.
frames='c1944d01 c0484c14'
messages='c0486d14 c0106d0f'
# ask DESCRIPTION EXPRESSION: what becomes of each
ask() {
	# shellcheck disable=SC2086 # words
	like "$1: frames" "$(ask-ioctl /tmp/node/raid ${frames% *} | xargs)" "^$2$"
	# shellcheck disable=SC2086
	like "$1: messages" "$(ask-ioctl /dev/mptctl $messages | xargs)" "^$2 $2$"
	like "$1: messages of later ones" "$(ask-ioctl /dev/mpt3ctl "${frames#* }" | xargs)" "^$2$"
}
# aacraid and bttv make no node without a device of their own: one that knows none of their numbers is asked.
ask_absent() { # DESCRIPTION ANSWER
	is "$1: numbers of Adaptec's" "$(ask-ioctl /dev/null 42008 42168 | xargs)" "$2 $2"
	is "$1: numbers of a video card's" "$(ask-ioctl /dev/null 4030560b 402c560b | xargs)" "$2 $2"
}

is 'before' "$(megasas-dma /tmp/node/raid /dev/sda "$names" holdfast holdfish >/dev/null 2>&1; hostname)" holdfish
hostname holdfast
ask before EFAULT
ask_absent before ENOTTY
succeeds 'integrity' holdfast lock integrity --native=no
holdfast events >/dev/null
is 'integrity' "$(megasas-dma /tmp/node/raid /dev/sda "$names" holdfast holdfish >/dev/null 2>&1; hostname)" holdfast
ask integrity EPERM
ask_absent integrity EPERM
like 'recorded' "$(holdfast events)" "device-dma char $(awk '$2 == "megaraid_sas_ioctl" { print $1 }' /proc/devices):0"
succeeds 'the disk is written' dd if=/dev/urandom of=/dev/sda bs=1M count=4 conv=fsync
succeeds 'and read' dd if=/dev/sda of=/dev/null bs=1M count=4
done_testing
