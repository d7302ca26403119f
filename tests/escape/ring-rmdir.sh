#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Removes the mount point by an io_uring, in a namespace without the mount.
unshare -m --propagation private sh -c \
	'umount -l /run/initramfs/holdfast; ring-path rmdir /run/initramfs/holdfast'
