#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: intel_iommu=on iommu.strict=1
# qemu: -device intel-iommu -drive if=none,id=nvme,file.driver=null-co,file.size=64M,format=raw,snapshot=on -device nvme,drive=nvme,serial=holdfast
# An IOMMU that translates: status says so, and commands to an NVMe disk do not change the kernel's memory. If the kernel removes
# translations in batches, status counts the IOMMU as none.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

address() {
	awk -v name="$1" '$3 == name { print $1; exit }' /proc/kallsyms
}

devices=$(find /sys/bus/pci/devices -mindepth 1 | wc -l)
is 'groups are strict' "$(cat /sys/kernel/iommu_groups/*/type | sort -u)" DMA
is 'status says so' "$(value iommu.translated holdfast status --json)" "$devices"
like 'in its summary' "$(holdfast status)" "^IOMMU +translates for $devices of $devices PCI devices$"
code=$(awk -F '[- ]+' '/Kernel code/ { print $2; exit }' /proc/iomem)
names=$(printf %x $((0x$(address init_uts_ns) - 0x$(address _text) + 0x$code)))
nvme-dma /dev/nvme0n1 io "$names" holdfast holdfish >/dev/null 2>&1
is 'the kernel is not changed' "$(hostname)" holdfast
succeeds 'integrity' holdfast lock integrity --native=no
is 'refused all the same' "$(nvme-ask /dev/nvme0 admin)" 'admin EPERM'

group=$(readlink /sys/class/nvme/nvme0/device/iommu_group)
echo DMA-FQ >"/sys/kernel/iommu_groups/${group##*/}/type"
is 'one group forgets in batches' "$(cat "/sys/kernel/iommu_groups/${group##*/}/type")" DMA-FQ
is 'and counts as none' "$(value iommu.translated holdfast status --json)" $((devices - 1))
done_testing
