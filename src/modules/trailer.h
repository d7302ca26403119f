/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What stands after a signed module: the signature, a block of twelve bytes, and a line that says
 * that they are there (the kernel's include/linux/module_signature.h).
 */
#ifndef HOLDFAST_MODULES_TRAILER_H
#define HOLDFAST_MODULES_TRAILER_H

#include <stddef.h>

enum trailer {
	TRAILER_FOUND,
	TRAILER_NONE,	 /* nobody signed it */
	TRAILER_FOREIGN, /* a signature of another kind than PKCS#7: the kernel takes it for none */
	TRAILER_BROKEN,	 /* the kernel refuses it, locked or not */
};

/* Where in the file is what: the content that is signed comes first, the signature after it. */
struct module_parts {
	size_t content_size;
	size_t signature_size;
};

enum trailer find_trailer(const unsigned char *file, size_t size, struct module_parts *parts);

#endif
