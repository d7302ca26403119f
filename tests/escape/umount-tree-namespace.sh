#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 7.0, which brought OPEN_TREE_NAMESPACE.
# In a namespace that the kernel makes of a copy of the root.
tree-namespace umount / /run/initramfs/holdfast
