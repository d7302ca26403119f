#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.5, which brought MOVE_MOUNT_BENEATH.
# A mount beneath it, which then holds it up.
move-mount --beneath /run/initramfs/holdfast
