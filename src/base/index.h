/* SPDX-License-Identifier: GPL-2.0 */
/* Where in a list something with a name is: a policy may have ten thousand of them. */
#ifndef HOLDFAST_BASE_INDEX_H
#define HOLDFAST_BASE_INDEX_H

#include <stddef.h>

/* Zeroed: empty. */
struct index {
	void *root;
};

/* The place that was noted for a name of two parts, or -1. */
long index_find(const struct index *index, const char *name, const char *part);

/* Notes it; the name must not be there yet, and is copied. */
void index_add(struct index *index, const char *name, const char *part, size_t place);

void index_free(struct index *index);

#endif
