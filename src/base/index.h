/* SPDX-License-Identifier: GPL-2.0 */
/* Finds the place of a name in a list: a policy may have ten thousand names. */
#ifndef HOLDFAST_BASE_INDEX_H
#define HOLDFAST_BASE_INDEX_H

#include <stddef.h>

/* Zeroed: empty. */
struct index {
	void *root;
};

/* The place that was noted for a name of two parts, or -1. */
long index_find(const struct index *index, const char *name, const char *part);

/* Notes the place of a new name, which is copied. */
void index_add(struct index *index, const char *name, const char *part, size_t place);

void index_free(struct index *index);

#endif
