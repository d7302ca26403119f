#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What the seal itself hangs on, then the rest.
umount -l /run/initramfs/holdfast/seal
umount -l /run/initramfs/holdfast
