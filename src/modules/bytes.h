/* SPDX-License-Identifier: GPL-2.0 */
/* Files as bytes: modules, certificates, and the kernel's image. */
#ifndef HOLDFAST_MODULES_BYTES_H
#define HOLDFAST_MODULES_BYTES_H

#include <stddef.h>

struct bytes {
	unsigned char *data;
	size_t size;
};

/* No module and no kernel comes near it; what is packed could claim to be anything. */
#define BYTES_MAX ((size_t)256 << 20)

/* For none, too. */
void free_bytes(struct bytes *bytes);

#endif
