#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In a namespace without the mount, the folder can be removed; then the mount goes in all namespaces.
unshare -m --propagation private sh -c 'umount -l /run/initramfs/holdfast; rmdir /run/initramfs/holdfast'
