/* SPDX-License-Identifier: GPL-2.0 */
/* Modules are packed with xz, zstd or gzip, the kernel's image with these or with lz4. */
#ifndef HOLDFAST_MODULES_UNPACK_H
#define HOLDFAST_MODULES_UNPACK_H

#include "modules/bytes.h"

/* Unpacks @bytes where it begins as one of these does. Returns NULL, or why it could not. */
const char *unpack(struct bytes *bytes);

/*
 * The kernel that is packed in a bzImage takes the image's place; anything else stays as it is.
 * Returns as above.
 */
const char *unpack_kernel(struct bytes *bytes);

#endif
