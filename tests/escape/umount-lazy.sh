#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
umount -l /run/initramfs/holdfast
