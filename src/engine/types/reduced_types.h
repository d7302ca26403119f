/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Of the kernel's types, those that an object of ours asks for: the ones with the names of its own types, the
 * members of these with names of its own members, and all that is in them by value. What a pointer points to is
 * asked for by its own name, if at all. So libbpf finds the same as in all of the types, in no time.
 */
#ifndef HOLDFAST_ENGINE_TYPES_REDUCED_TYPES_H
#define HOLDFAST_ENGINE_TYPES_REDUCED_TYPES_H

#include <stdbool.h>

#include "engine/types/kernel_types.h"

/*
 * ask_for_types - note what the types of an object ask for
 * @names: of types, and @members of theirs, get the object's: their texts stay its own
 */
void ask_for_types(struct name_set *names, struct name_set *members, const struct btf *object);

/* Whether it is one that is asked for by its name. */
bool is_named_type(const struct btf_type *type);

/*
 * reduce_types - the types as a file that libbpf reads
 * @ids: of the types that have one of the names, in @types
 *
 * Returns *@len bytes, for free(), or NULL where there is no memory.
 */
char *reduce_types(const struct kernel_types *types, const struct name_set *members,
		   const unsigned int *ids, size_t count, size_t *len);

#endif
