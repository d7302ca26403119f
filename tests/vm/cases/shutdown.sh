#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 96M
# A machine with its root on ext4, locked and sealed, shuts down clean: busybox init's `umount -a -r` makes the root
# read-only, and removes no part of the lock.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# Once more, from the disk as root.
if [ "${1-}" != behind ]; then
	mkdir /r
	mount -t ext4 /dev/vda /r || { modprobe ext4 && mount -t ext4 /dev/vda /r; }
	# Without other mounts, above all the modules.
	mkdir /src
	mount --bind / /src
	for entry in /src/*; do
		case $entry in
		/src/r | /src/src) ;;
		*) cp -a "$entry" /r ;;
		esac
	done
	umount /src
	mkdir -p /r/old
	for dir in proc sys dev run tmp; do
		mount --rbind /$dir /r/$dir
	done
	cd /r || exit 1
	pivot_root . old
	exec chroot . sh /tests/cases/shutdown.sh behind
fi

# Whether the journal would have to be replayed: a bit of the superblock that was written.
needs_recovery() {
	echo $(($(dd if=/dev/vda bs=1 skip=1120 count=1 2>/dev/null | hexdump -e '1/1 "%d"') & 4))
}

cd /
succeeds 'lock and seal' holdfast lock integrity --native=no --seal
is 'the root is ext4, written to' "$(needs_recovery)" 4
umount -a -r >/dev/null 2>&1
fails 'the root is read-only' 1 touch /written
like 'it says' "$output" 'Read-only file system'
sync
is 'and clean' "$(needs_recovery)" 0
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t securityfs securityfs /sys/kernel/security
succeeds 'it is locked on' holdfast status
like 'and sealed' "$output" '^Sealed +until the next boot'
like 'enforcing' "$output" '^BPF +enforcing at integrity'
succeeds 'once more' umount /
for dir in /run/initramfs/holdfast/seal /run/initramfs/holdfast /run; do
	fails "$dir stays" 1 umount $dir
done
fails 'and the root, lazily' 1 umount -l /
succeeds 'it is enforcing' holdfast status

# sysrq makes each file system on a device read-only, without asking a hook. The anchor's has no device.
mount -o remount,rw /
echo u >/proc/sysrq-trigger
for _ in 1 2 3 4 5; do
	! grep -q '^/dev/vda .* ro' /proc/mounts || break
	sleep 1
done
like 'an emergency remount' "$(grep '^/dev/vda ' /proc/mounts)" ' ro'
succeeds 'leaves the anchor as it is' holdfast status
succeeds 'and it can be raised' holdfast lock confidentiality --native=no
done_testing
