#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Makes it a peer again, so that unmounts propagate to it.
mount --make-rshared / && unshare -m --propagation shared umount -l /run/initramfs/holdfast
