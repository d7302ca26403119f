#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# From a mount namespace, which returns to init's.
unshare -m --propagation private nsenter -t 1 -m umount -l /run/initramfs/holdfast
