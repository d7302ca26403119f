#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.5, which brought MOVE_MOUNT_BENEATH.
# Puts a mount beneath it, which then carries it.
move-mount --beneath /run/initramfs/holdfast
