#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same beneath /run/initramfs/holdfast, by a copy of /run in the same namespace.
place=/run/initramfs/holdfast
mount -t tmpfs under /mnt && mkdir /mnt/dir /mnt/copy &&
	mount --bind /run /mnt/copy && mount --bind /mnt/dir "/mnt/copy${place#/run}"
unshare -m --propagation private sh -c 'umount -l /run/initramfs/holdfast; rmdir /mnt/dir'
