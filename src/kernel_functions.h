/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The functions of the kernel that programs hang on, or call, by their numbers among its types. libbpf asks here
 * for them, in place of looking each up by its name; and as it takes the programs for some of another type until
 * then, it sees no need to read the kernel's types itself.
 */
#ifndef HOLDFAST_KERNEL_FUNCTIONS_H
#define HOLDFAST_KERNEL_FUNCTIONS_H

#include <bpf/libbpf.h>

#include "name_set.h"

/* From here on all objects that are opened have the rest of these called before they are loaded. */
void kernel_functions_register(void);

/* Adds to @names those of the functions that the programs of @object need that it is going to load. */
void kernel_functions_ask(struct name_set *names, const struct bpf_object *object);

/* The function of a name that was added has this number: one that a program hangs on fails the load without it. */
void kernel_functions_note(const char *name, unsigned int id);

/* Has libbpf look them up, where we cannot read the kernel's types. */
void kernel_functions_find(const struct name_set *names);

#endif
