#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Makes a copy, and then the mount itself a peer of the copy.
for outer in /run /run/initramfs/holdfast; do
	mount --make-private $outer
	mount --rbind $outer /mnt && mount --make-shared /mnt && set-group /mnt $outer
	umount -l /mnt/initramfs/holdfast 2>/dev/null
	umount -l /mnt/seal 2>/dev/null
	umount -l /mnt
done
