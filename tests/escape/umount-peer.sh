#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In a namespace that shares unmounts with init's.
unshare -m --propagation shared umount -l /run/initramfs/holdfast
