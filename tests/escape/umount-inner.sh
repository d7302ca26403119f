#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# First the mount of the seal itself, then the rest.
umount -l /run/initramfs/holdfast/seal
umount -l /run/initramfs/holdfast
