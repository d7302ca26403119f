/* SPDX-License-Identifier: GPL-2.0 */
/* Files as bytes: modules, certificates, and the kernel's image. */
#ifndef HOLDFAST_MODULES_BYTES_H
#define HOLDFAST_MODULES_BYTES_H

#include <stddef.h>

struct bytes {
	unsigned char *data;
	size_t size;
};

/* Far above any module or kernel: a packed file can claim any size. */
#define BYTES_MAX ((size_t)256 << 20)

/* @bytes may be empty. */
void free_bytes(struct bytes *bytes);

#endif
