#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only, as the pins go along and end nothing.
# Where it is no mount point, the folder can be moved, and the mount with it to where nobody looks.
unshare -m --propagation private sh -c 'umount -l /run/initramfs/holdfast; mv /run/initramfs/holdfast /run/away'
