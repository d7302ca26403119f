#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
umount /run/initramfs/holdfast/seal 2>/dev/null
umount /run/initramfs/holdfast
