/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The functions of the kernel that programs hang on, or call, by their numbers among its types. libbpf asks here
 * for them, in place of looking each up by its name; and as it takes the programs for some of another type until
 * then, it sees no need to read the kernel's types itself.
 */
#ifndef HOLDFAST_ENGINE_TYPES_KERNEL_FUNCTIONS_H
#define HOLDFAST_ENGINE_TYPES_KERNEL_FUNCTIONS_H

#include <bpf/libbpf.h>

#include "base/name_set.h"

/* From here on all objects that are opened have the rest of these called before they are loaded. */
void kernel_functions_register(void);

/* Adds to @names those of the functions that the programs of @object need that it is going to load. */
void kernel_functions_ask(struct name_set *names, const struct bpf_object *object);

/* The function of a name that was added has this number: one that a program hangs on fails the load without it. */
void kernel_functions_note(const char *name, unsigned int id);

/*
 * kernel_functions_attach - attach what hangs on functions, as the skeleton's own attaching does the rest
 *
 * From 1.3 on libbpf forgets how to attach a program whose type is set anew. 0 or -errno.
 */
int kernel_functions_attach(struct bpf_object_skeleton *skeleton);

/* Has libbpf look them up, where we cannot read the kernel's types. */
void kernel_functions_find(const struct name_set *names);

#endif
