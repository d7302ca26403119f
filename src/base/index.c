// SPDX-License-Identifier: GPL-2.0
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/index.h"
#include "base/memory.h"

struct named {
	uint64_t hash;
	char *name, *part;
	size_t place;
};

/* FNV-1a. Names are compared by their hashes first: the names of a policy begin alike, and the tree is deep. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	do
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3ULL;
	while (*text++);
	return hash;
}

static uint64_t hash_name(const char *name, const char *part)
{
	return hash_text(hash_text(0xcbf29ce484222325ULL, name), part);
}

static int compare(const void *left, const void *right)
{
	const struct named *a = left, *b = right;
	int order;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	order = strcmp(a->name, b->name);
	return order ? order : strcmp(a->part, b->part);
}

/* The key of a look-up, which is not written to, in a member that is not const. */
static char *borrow(const char *text)
{
	union {
		const char *constant;
		char *plain;
	} either = { .constant = text };

	return either.plain;
}

long index_find(const struct index *index, const char *name, const char *part)
{
	struct named wanted = { .hash = hash_name(name, part),
				.name = borrow(name),
				.part = borrow(part) };
	struct named *const *found = tfind(&wanted, &index->root, compare);

	return found ? (long)(*found)->place : -1;
}

void index_add(struct index *index, const char *name, const char *part, size_t place)
{
	struct named *named = must_alloc(sizeof(*named));

	named->hash = hash_name(name, part);
	named->name = must_copy(name, strlen(name));
	named->part = must_copy(part, strlen(part));
	named->place = place;
	if (!tsearch(named, &index->root, compare))
		must_have(NULL);
}

static void free_named(void *pointer)
{
	struct named *named = pointer;

	free(named->name);
	free(named->part);
	free(named);
}

void index_free(struct index *index)
{
	tdestroy(index->root, free_named);
	index->root = NULL;
}
