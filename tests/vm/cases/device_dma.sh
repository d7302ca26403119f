#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 64M
# qemu: -drive if=none,id=nvme,file.driver=null-co,file.size=64M,format=raw,snapshot=on -device nvme,drive=nvme,serial=holdfast
# default: one
# tools: dmsetup smartctl nvme
# Commands to an NVMe controller: before the lock plain reads and writes by root change the kernel's memory, because no IOMMU
# translates. At integrity each is refused, by every node and call, and recorded with its device. The disk goes on working,
# and a program with an exception reaches its devices.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

address() {
	awk -v name="$1" '$3 == name { print $1; exit }' /proc/kallsyms
}

outcome() {
	holdfast probe device-dma | awk -v name="device-dma/$1" '$1 == name { print $3 " " $4 }'
}

ioctls='admin admin-32 admin64 io io-32 io64 io64-vec submit submit-32'
rings='uring-admin uring-admin-vec uring-io uring-io-vec'
# ask NODE WAYS: the result of each, in a line
ask() {
	# shellcheck disable=SC2086 # words
	nvme-ask "$1" $2 | xargs
}

# all WAYS ANSWER: as ask prints it
all() {
	for way in $1; do
		printf '%s %s\n' "$way" "$2"
	done | xargs
}

code=$(awk -F '[- ]+' '/Kernel code/ { print $2; exit }' /proc/iomem)
names=$(printf %x $((0x$(address init_uts_ns) - 0x$(address _text) + 0x$code)))
# changes NODE WAY: whether the kernel's name becomes another by it
changes() {
	nvme-dma "$1" "$2" "$names" holdfast holdfish >/dev/null 2>&1
	hostname
	hostname holdfast
}

# A partition, a disk of the device mapper's on top, and nodes of other names.
dd if=/dev/zero of=/dev/nvme0n1 bs=1M count=1 2>/dev/null
printf '\0\0\0\0\203\0\0\0\0\010\0\0\0\100\0\0' | dd of=/dev/nvme0n1 bs=1 seek=446 conv=notrunc 2>/dev/null
printf '\125\252' | dd of=/dev/nvme0n1 bs=1 seek=510 conv=notrunc 2>/dev/null
blockdev --rereadpt /dev/nvme0n1
modprobe dm-mod
dmsetup create whole --table "0 $(blockdev --getsz /dev/nvme0n1) linear /dev/nvme0n1 0"
mapped=/dev/$(grep -lx whole /sys/block/dm-*/dm/name | cut -d / -f 4)
mkdir -p /tmp/node && mount -t tmpfs none /tmp/node
mknod /tmp/node/c c "$(cut -d : -f 1 /sys/class/nvme/nvme0/dev)" "$(cut -d : -f 2 /sys/class/nvme/nvme0/dev)"
mknod /tmp/node/b b "$(cut -d : -f 1 /sys/block/nvme0n1/dev)" "$(cut -d : -f 2 /sys/block/nvme0n1/dev)"

for way in io io-32 io64 io64-vec submit submit-32; do
	is "before: $way changes the kernel" "$(changes /dev/nvme0n1 $way)" holdfish
done
for way in uring-io uring-io-vec; do
	is "before: $way changes the kernel" "$(changes /dev/ng0n1 $way)" holdfish
done
is 'before: by a disk on top' "$(changes "$mapped" io)" holdfish
is 'before: a controller is asked' "$(ask /dev/nvme0 'admin admin-32 admin64 uring-admin uring-admin-vec')" \
	"$(all 'admin admin-32 admin64 uring-admin uring-admin-vec' 0)"
is 'before: a disk on top passes them on' "$(ask "$mapped" 'admin admin64 io io64 io64-vec submit')" \
	"$(all 'admin admin64 io io64 io64-vec submit' 0)"
for node in /dev/nvme0n1 /dev/nvme0n1p1 /dev/ng0n1 /tmp/node/b; do
	is "before: $node is asked" "$(ask "$node" "$ioctls")" "$(all "$ioctls" 0)"
done
is 'before: the probes' "$(outcome nvme-admin) $(outcome nvme-io)" 'open  open '

succeeds 'none, and sealed' holdfast lock none --native=no --seal
is 'none: a controller is asked' "$(ask /dev/nvme0 admin)" 'admin 0'
is 'none: changes the kernel' "$(changes /dev/nvme0n1 io)" holdfish
succeeds 'integrity' holdfast lock integrity --native=no
holdfast events >/dev/null
for pair in /dev/nvme0:nvme0 /dev/nvme0n1:nvme0n1 /dev/nvme0n1p1:nvme0n1p1 /dev/ng0n1:ng0n1 "$mapped:dm-0" \
	/tmp/node/b:nvme0n1 /tmp/node/c:nvme0; do
	node=${pair%:*}
	is "integrity: $node" "$(ask "$node" "$ioctls")" "$(all "$ioctls" EPERM)"
	is "integrity: $node is recorded" \
		"$(holdfast events | awk 'NR > 1 { print $4, $5 }' | sort | uniq -c | xargs)" "9 device-dma ${pair#*:}"
done
for node in /dev/nvme0 /dev/ng0n1 /tmp/node/c; do
	is "integrity: $node by io_uring" "$(ask $node "$rings")" "$(all "$rings" EPERM)"
done
holdfast events --json >/tmp/events
is 'integrity: its device' "$(json events.0.detail.device </tmp/events)" nvme0
for way in io io-32 io64 io64-vec submit submit-32; do
	is "integrity: $way changes nothing" "$(changes /dev/nvme0n1 $way)" holdfast
done
is 'integrity: by a disk on top' "$(changes "$mapped" io)" holdfast
is 'integrity: the probes' "$(outcome nvme-admin) $(outcome nvme-io)" 'denied EPERM denied EPERM'

# The disk works on.
dmsetup remove whole
succeeds 'a file system is made' mke2fs -q /dev/nvme0n1p1
mkdir /tmp/disk
succeeds 'it is mounted' mount -t ext4 /dev/nvme0n1p1 /tmp/disk
succeeds 'a file is written, and synced' dd if=/dev/urandom of=/tmp/disk/file bs=64k count=20 conv=fsync
sum=$(md5sum </tmp/disk/file)
umount /tmp/disk
echo 3 >/proc/sys/vm/drop_caches
mount -t ext4 /dev/nvme0n1p1 /tmp/disk
is 'it is read' "$(md5sum </tmp/disk/file)" "$sum"
umount /tmp/disk
succeeds 'blocks are discarded' blkdiscard -o 33554432 -l 1048576 /dev/nvme0n1
succeeds 'the controller is reset' nvme reset /dev/nvme0
succeeds 'and the disk is read' dd if=/dev/nvme0n1 of=/dev/null bs=1M count=1 iflag=direct

holdfast events >/dev/null
fails 'smartctl' 2 smartctl -H /dev/nvme0
like 'says why' "$output" 'Operation not permitted'
fails 'nvme' 1 nvme smart-log /dev/nvme0n1
like 'says why' "$output" 'Operation not permitted'
holdfast events >/tmp/events
like 'smartctl is recorded' "$(cat /tmp/events)" 'device-dma nvme0 .* smartctl +/usr/local/bin/smartctl'
like 'nvme is recorded' "$(cat /tmp/events)" 'device-dma nvme0n1 .* nvme +/usr/local/bin/nvme'
done_testing
