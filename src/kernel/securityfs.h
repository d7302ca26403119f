/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_SECURITYFS_H
#define HOLDFAST_KERNEL_SECURITYFS_H

#include <stddef.h>

/*
 * Opens a file of securityfs. If that is not mounted, as in an initramfs, root still can.
 * Returns a descriptor, or -errno: -ENOENT: this kernel has no such file; -EACCES, -EPERM: not
 * allowed, or not mounted and not root.
 */
int open_securityfs(const char *name, int flags);

/* Reads it into @text, as a string without the newline. Returns 0 or -errno as above. */
int read_securityfs(const char *name, char *text, size_t size);

/* Writes @bytes in one write, which such a file takes as a whole. Returns the same. */
int write_securityfs(const char *name, const void *bytes, size_t size);

#endif
