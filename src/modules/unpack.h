/* SPDX-License-Identifier: GPL-2.0 */
/* Unpacking modules (xz, zstd, gzip) and kernel images (these, or lz4). */
#ifndef HOLDFAST_MODULES_UNPACK_H
#define HOLDFAST_MODULES_UNPACK_H

#include "modules/bytes.h"

/* Unpacks @bytes if it begins like a packed file. Returns NULL, or the cause of a failure. */
const char *unpack(struct bytes *bytes);

/*
 * Replaces a bzImage by the kernel that is packed in it; leaves anything else as it is. Returns the same.
 */
const char *unpack_kernel(struct bytes *bytes);

#endif
