/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_DETACHED_MOUNT_H
#define HOLDFAST_KERNEL_DETACHED_MOUNT_H

/*
 * A new mount of a file system without a device, attached nowhere: it ends with its descriptor,
 * unless move_mount(2) gives it a place. @mode: the root's permissions ("0755"), or NULL.
 * Returns the descriptor, or -errno (-EPERM: not root; -ENODEV: no such file system).
 */
int open_detached_mount(const char *fstype, const char *mode);

#endif
