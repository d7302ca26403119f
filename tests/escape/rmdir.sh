#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Where it is no mount point, the folder can go; then the mount goes everywhere.
unshare -m --propagation private sh -c 'umount -l /run/initramfs/holdfast; rmdir /run/initramfs/holdfast'
