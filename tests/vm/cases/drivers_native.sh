#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: lockdown=integrity
# flavor: generic
# qemu: -device edu,dma_mask=0xffffffffffffffff
# The kernel's own lockdown lets drivers hand ports and devices to user space: root changes the
# kernel's memory by a device that writes to memory, and the CMOS by its ports. Ours refuses it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

address() {
	awk -v name="$1" '$3 == name { print $1; exit }' /proc/kallsyms
}

outcome() {
	holdfast probe "${1%%/*}" | awk -v name="$1" '$1 == name { print $3 " " $4 }'
}

outcomes() { # DESCRIPTION WANTED
	for name in uio driver-ports/comedi driver-ports/dcdbas; do
		is "$1: $name" "$(outcome $name)" "$2"
	done
}

# smi PORT BYTE: makes dcdbas write it; the layout is its struct smi_cmd.
smi() {
	# shellcheck disable=SC2059 # the bytes are the format
	printf "1IMS\\0\\0\\0\\0\\0\\0\\0\\0\\x$1\\0\\x$2\\0\\0\\0\\0\\0" \
		>/sys/devices/platform/dcdbas/smi_data
	echo 2 >/sys/devices/platform/dcdbas/smi_request
}

# Byte 0x38 of the CMOS, whose first 14 bytes are the clock's.
cmos() {
	od -An -tu1 -j42 -N1 /sys/bus/nvmem/devices/cmos_nvram0/nvmem | tr -d ' '
}

is 'the kernel is locked' "$(cat /sys/kernel/security/lockdown)" 'none [integrity] confidentiality'
outcomes 'native' 'open '
is 'no port' "$(holdfast probe ioport | awk '$1 == "ioport" { print $3 }')" denied
is 'no memory' "$(holdfast probe dev-mem | awk '$1 == "dev-mem" { print $3 }')" denied

# A device's enable count keeps its bus mastering on when a driver that does not know the device gives up. The kernel
# asks no lock about any of this.
modprobe -a ena uio_pci_generic dcdbas comedi
device=$(dirname "$(grep -l 0x11e8 /sys/bus/pci/devices/*/device)")
name=${device##*/}
echo 1 >"$device/enable"
echo ena >"$device/driver_override"
echo "$name" >/sys/bus/pci/drivers/ena/bind 2>/dev/null
echo uio_pci_generic >"$device/driver_override"
echo "$name" >/sys/bus/pci/drivers/uio_pci_generic/bind
code=$(awk -F '[- ]+' '/Kernel code/ { print $2; exit }' /proc/iomem)
names=$((0x$(address init_uts_ns) - 0x$(address _text) + 0x$code))
is 'before' "$(hostname)" holdfast
succeeds 'a device writes to memory' uio-dma /dev/uio0 "$(printf %x $names)" holdfast holdfish
is "the kernel's memory has changed" "$(hostname)" holdfish

before=$(cmos)
changed=$(((before + 1) % 128))
smi 70 38
smi 71 "$(printf %02x $changed)"
is 'the CMOS has changed' "$(cmos)" $changed

outcomes 'loaded' 'open '
succeeds 'lock' holdfast lock integrity
outcomes 'loaded before the lock' 'denied EPERM'
fails 'nothing is written any more' 1 uio-dma /dev/uio0 "$(printf %x $names)" holdfish holdfast
is 'it stays changed' "$(hostname)" holdfish
smi 71 "$(printf %02x "$before")" 2>/dev/null
is 'the CMOS stays changed' "$(cmos)" $changed
rmmod uio_pci_generic && modprobe -r uio comedi dcdbas
outcomes 'no longer loaded' 'denied ENOMEM'
done_testing
