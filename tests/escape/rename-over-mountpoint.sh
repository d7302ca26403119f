#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A folder in the place of the mount point, which ends the mount as well.
unshare -m --propagation private sh -c \
	'umount -l /run/initramfs/holdfast; mkdir /run/x; rename-dir /run/x /run/initramfs/holdfast'
