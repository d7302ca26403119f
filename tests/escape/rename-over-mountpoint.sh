#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Replaces the mount point by another folder, which ends the mount, too.
unshare -m --propagation private sh -c \
	'umount -l /run/initramfs/holdfast; mkdir /run/x; rename-dir /run/x /run/initramfs/holdfast'
