// SPDX-License-Identifier: GPL-2.0
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/name_set.h"

/* FNV-1a. */
static uint32_t hash_bytes(const char *text, size_t len)
{
	uint32_t hash = 0x811c9dc5;

	while (len--)
		hash = (hash ^ (unsigned char)*text++) * 0x01000193;
	return hash;
}

/* The first four bytes of a name, the first one lowest; zeros after a shorter name. */
static uint32_t read_begin(const char *text, size_t len)
{
	uint32_t begin = 0;

	for (unsigned int i = 0; i < 4 && i < len && text[i]; i++)
		begin |= (uint32_t)(unsigned char)text[i] << 8 * i;
	return begin;
}

/* The same, if at least four bytes can be read; bytes after the NUL are ignored. */
static uint32_t read_word(const char *text)
{
	uint32_t begin, ends;

	memcpy(&begin, text, sizeof(begin));
	begin = le32toh(begin);
	/* The lowest bit set is the highest bit of the first zero byte. */
	ends = (begin - 0x01010101) & ~begin & 0x80808080;
	return ends ? begin & (((ends & -ends) >> 7) - 1) : begin;
}

/* A number within the set's bits. */
static unsigned int hash_begin(uint32_t begin)
{
	return begin * 0x9e3779b1 >> 16;
}

/* The slot of a name, or the empty slot for it. */
static uint32_t *find_slot(const struct name_set *set, const char *text, size_t len, uint32_t hash)
{
	size_t i = hash & (set->slot_count - 1);

	for (; set->slots[i]; i = (i + 1) & (set->slot_count - 1)) {
		const struct set_name *name = &set->names[set->slots[i] - 1];

		if (name->hash == hash && name->len == len && !memcmp(name->text, text, len))
			break;
	}
	return &set->slots[i];
}

/* Keeps at least half of the slots free. */
static void make_slots(struct name_set *set)
{
	if (set->slot_count > 2 * set->count)
		return;
	set->slot_count = set->slot_count ? 4 * set->slot_count : 64;
	free(set->slots);
	set->slots = must_alloc(set->slot_count * sizeof(*set->slots));
	for (size_t i = 0; i < set->count; i++)
		*find_slot(set, set->names[i].text, set->names[i].len, set->names[i].hash) =
			(uint32_t)i + 1;
}

size_t name_set_add(struct name_set *set, const char *text, size_t len)
{
	uint32_t hash = hash_bytes(text, len), *slot;
	unsigned int begin = hash_begin(read_begin(text, len));

	make_slots(set);
	slot = find_slot(set, text, len, hash);
	if (*slot)
		return *slot - 1;
	set->names = must_grow(set->names, set->count, sizeof(*set->names));
	set->names[set->count++] = (struct set_name){ .text = text, .len = len, .hash = hash };
	*slot = (uint32_t)set->count;
	set->begins[begin / 64] |= 1ULL << begin % 64;
	return set->count - 1;
}

long name_set_find_in(const struct name_set *set, const char *text, size_t room)
{
	unsigned int begin = hash_begin(room < 4 ? read_begin(text, 4) : read_word(text));
	size_t len;

	if (!(set->begins[begin / 64] & 1ULL << begin % 64))
		return -1;
	len = strlen(text);
	return (long)*find_slot(set, text, len, hash_bytes(text, len)) - 1;
}

long name_set_find(const struct name_set *set, const char *text)
{
	return name_set_find_in(set, text, 0);
}

void name_set_free(struct name_set *set)
{
	free(set->names);
	free(set->slots);
	memset(set, 0, sizeof(*set));
}
