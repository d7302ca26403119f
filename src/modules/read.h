/* SPDX-License-Identifier: GPL-2.0 */
/* Reading and unpacking a file. */
#ifndef HOLDFAST_MODULES_READ_H
#define HOLDFAST_MODULES_READ_H

#include "modules/bytes.h"

/*
 * Reads a regular file, and unpacks it if it is packed as modules are. Returns NULL, or the cause of a failure with
 * @bytes empty. Call free_bytes() in any case.
 */
const char *read_bytes(const char *path, struct bytes *bytes);

#endif
