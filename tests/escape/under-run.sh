#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A directory, mounted where a peer namespace had /run: here it comes beneath /run, holds it up, and /run goes
# with the directory.
mount -t tmpfs under /mnt && mkdir /mnt/dir
unshare -m --propagation shared sh -c 'umount -l /run
	mount --bind /mnt/dir /run && rmdir /mnt/dir && umount -l /run'
