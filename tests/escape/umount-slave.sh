#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Makes it the slave of a copy, whose unmounts propagate to it.
mount --make-rshared / && mount --rbind /run /mnt && mount --make-rslave /run &&
	umount -l /mnt/holdfast
umount -l /mnt
