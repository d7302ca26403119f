/* SPDX-License-Identifier: GPL-2.0 */
/* A file that is read, unpacked. */
#ifndef HOLDFAST_MODULES_READ_H
#define HOLDFAST_MODULES_READ_H

#include "modules/bytes.h"

/*
 * Reads a regular file, and unpacks it where it is packed as modules are. Returns NULL, or why not:
 * then @bytes is empty. Free it with free_bytes() in any case.
 */
const char *read_bytes(const char *path, struct bytes *bytes);

#endif
