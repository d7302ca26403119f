/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The trailer of a signed module: the signature, a block of twelve bytes, and a marker line (the kernel's
 * include/linux/module_signature.h).
 */
#ifndef HOLDFAST_MODULES_TRAILER_H
#define HOLDFAST_MODULES_TRAILER_H

#include <stddef.h>

enum trailer {
	TRAILER_FOUND,
	TRAILER_NONE,	 /* nobody signed it */
	TRAILER_FOREIGN, /* a signature of another kind than PKCS#7, which the kernel ignores */
	TRAILER_BROKEN,	 /* the kernel refuses it, locked or not */
};

/* The parts of the file: first the signed content, then the signature. */
struct module_parts {
	size_t content_size;
	size_t signature_size;
};

enum trailer find_trailer(const unsigned char *file, size_t size, struct module_parts *parts);

#endif
