#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# As the slave of a copy, it gets the copy's unmounts.
mount --make-rshared / && mount --rbind /run /mnt && mount --make-rslave /run &&
	umount -l /mnt/holdfast
umount -l /mnt
