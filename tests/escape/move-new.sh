#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same by move_mount(2).
mount --make-private /run && move-mount /run/initramfs/holdfast /mnt && umount -l /mnt
