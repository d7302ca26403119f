#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# From a namespace of mounts that comes back to init's.
unshare -m --propagation private nsenter -t 1 -m umount -l /run/initramfs/holdfast
