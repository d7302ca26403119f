#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 256M
# tools: mkfs.btrfs
# A file system can remove the folders of the anchor's mounts without asking a hook: deleting a subvolume removes all
# mounts in it, and a folder of sysfs goes with its device. Each works on a lock that is not sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
mkdir -p /run/initramfs /top

# Such a place cannot be sealed.
modprobe dummy
ip link set dummy0 name holdfast
mount --bind /sys/devices/virtual/net /run/initramfs
fails 'lock and seal' 1 holdfast lock integrity --seal --native=no
like 'what is wrong' "$output" 'can drop the folder'
is_unlocked 'refused'
succeeds 'lock' holdfast lock integrity --native=no
fails 'seal' 1 holdfast seal
like 'what is wrong' "$output" 'can drop the folder'
is 'it is not sealed' "$(value engines.bpf.sealed holdfast status --json)" false
rmmod dummy
ls /run/initramfs/holdfast >/dev/null 2>&1
await_end_of_engine
is_unlocked 'with its folder'
umount /run/initramfs

modprobe btrfs
mkfs.btrfs -q -f /dev/vda >/dev/null
mount -t btrfs /dev/vda /top

# on_subvolume NAME: puts /run/initramfs on that subvolume, as it is if /run is a folder of a root on one
on_subvolume() {
	subvolume make /top "$1"
	mount -t btrfs -o subvol="$1" /dev/vda /run/initramfs
}

on_subvolume @first >/dev/null
succeeds 'lock' holdfast lock integrity --native=no
is 'a subvolume in use goes' "$(subvolume delete /top @first)" 0
await_end_of_engine
is_unlocked 'with its subvolume'
umount -l /run/initramfs 2>/dev/null
is 'and can be renamed' "$(subvolume make /top @renamed && mv /top/@renamed /top/other-name && ls /top)" '0
other-name'

on_subvolume @second >/dev/null
mkdir /top/folder /run/initramfs/folder
subvolume make /top/folder other >/dev/null
subvolume make /run/initramfs/folder snapshot >/dev/null
succeeds 'lock and seal' holdfast lock integrity --seal --native=no
for way in delete delete-2 delete-id; do
	is "$way, sealed" "$(subvolume $way /top @second)" EPERM
done
fails 'nor is it put elsewhere' 1 mv /top/@second /top/folder/
fails 'or changed for another' 1 rename-dir /top/folder/other /top/@second
is 'others can be deleted' "$(subvolume delete /top/folder other)" 0
is 'those of the system, too' "$(subvolume delete /run/initramfs/folder snapshot)" 0
is 'and made' "$(subvolume make /top @third)" 0
succeeds 'it enforces' enforces
succeeds 'sealed' holdfast seal
like 'recorded' "$(holdfast events)" ' deny +bpf +seal '
done_testing
