#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
umount -f /run/initramfs/holdfast/seal 2>/dev/null
umount -f -l /run/initramfs/holdfast
