/* SPDX-License-Identifier: GPL-2.0 */
/* A set of a few names, against which a hundred thousand others are checked. */
#ifndef HOLDFAST_BASE_NAME_SET_H
#define HOLDFAST_BASE_NAME_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed: empty. */
struct name_set {
	struct set_name {
		const char *text; /* the caller's, of @len bytes */
		size_t len;
		uint32_t hash;
	} * names;
	size_t count;
	uint32_t *slots; /* places, from 1 on; their number is a power of two */
	size_t slot_count;
	uint64_t begins[1024]; /* a bit for the hash of each name's first four bytes */
};

/* Adds a name, and returns its place. Places count from 0 on, in the order of the additions. */
size_t name_set_add(struct name_set *set, const char *text, size_t len);

/* The place of this name, or -1. */
long name_set_find(const struct name_set *set, const char *text);

/* The same, if @room bytes can be read from @text: from four on this is faster. */
long name_set_find_in(const struct name_set *set, const char *text, size_t room);

void name_set_free(struct name_set *set);

#endif
