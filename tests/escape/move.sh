#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Moves it to a place where it can be unmounted. A mount cannot be moved out of a shared one.
mount --make-private /run && mount --move /run/initramfs/holdfast /mnt && umount -l /mnt
