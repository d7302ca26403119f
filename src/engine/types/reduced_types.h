/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's types that one of our objects asks for: those with the names of its own types, of these the members
 * with the names of its own members, and the types of these members. The target of a pointer is included only if its
 * own name is asked for. libbpf finds the same as in all of the types, but much faster.
 */
#ifndef HOLDFAST_ENGINE_TYPES_REDUCED_TYPES_H
#define HOLDFAST_ENGINE_TYPES_REDUCED_TYPES_H

#include <stdbool.h>

#include "engine/types/kernel_types.h"

/*
 * ask_for_types - note the names that the types of an object ask for
 * @names: gets the names of types, @members those of their members; the object owns the texts
 */
void ask_for_types(struct name_set *names, struct name_set *members, const struct btf *object);

/* Whether a type of this kind can be asked for by its name. */
bool is_named_type(const struct btf_type *type);

/*
 * reduce_types - make a file of types that libbpf reads
 * @ids: of the types that have one of the names, in @types
 *
 * Returns *@len bytes, for free(), or NULL if memory is short.
 */
char *reduce_types(const struct kernel_types *types, const struct name_set *members,
		   const unsigned int *ids, size_t count, size_t *len);

#endif
