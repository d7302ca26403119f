/* SPDX-License-Identifier: GPL-2.0 */
/* A few names, of which it is asked for a hundred thousand others whether they are among them. */
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
	uint32_t *slots; /* a power of two, of places from 1 on */
	size_t slot_count;
	uint64_t begins[1024]; /* bits: a hash of the first four bytes of each */
};

/* Returns its place, by which it is found again: those from 0 on in the order of their coming. */
size_t name_set_add(struct name_set *set, const char *text, size_t len);

/* The place of this name, or -1. */
long name_set_find(const struct name_set *set, const char *text);

/* The same where at least @room bytes can be read from @text on: from four on it takes fewer instructions. */
long name_set_find_in(const struct name_set *set, const char *text, size_t room);

void name_set_free(struct name_set *set);

#endif
