#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: 6.12 7.3, as MOVE_MOUNT_BENEATH came with Linux 6.5.
# A mount beneath it, which then holds it up.
move-mount --beneath /run/holdfast
