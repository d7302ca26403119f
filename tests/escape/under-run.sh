#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Mounts a directory where a peer namespace had /run: here it gets beneath /run and carries it, and /run goes with the
# directory.
mount -t tmpfs under /mnt && mkdir /mnt/dir
unshare -m --propagation shared sh -c 'umount -l /run
	mount --bind /mnt/dir /run && rmdir /mnt/dir && umount -l /run'
