/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_DETACHED_MOUNT_H
#define HOLDFAST_KERNEL_DETACHED_MOUNT_H

/*
 * Makes a detached mount of a file system without a device. It ends with its descriptor, unless move_mount(2)
 * attaches it. @mode: the permissions of its root ("0755"), or NULL.
 * Returns the descriptor, or -errno (-EPERM: not root; -ENODEV: no such file system).
 */
int open_detached_mount(const char *fstype, const char *mode);

#endif
