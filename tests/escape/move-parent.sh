#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
mount --make-private / && mount --move /run /mnt && umount -l /mnt
