/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The functions of the kernel that programs hang on, or call, by their numbers among its types. libbpf asks here
 * for them, in place of looking each up by its name; and as it takes the programs for some of another type until
 * then, it sees no need to read the kernel's types itself.
 */
#ifndef HOLDFAST_KERNEL_FUNCTIONS_H
#define HOLDFAST_KERNEL_FUNCTIONS_H

#include <bpf/libbpf.h>

#include "kernel_types.h"

/* From here on all objects that are opened have kernel_functions_find() called before they are loaded. */
void kernel_functions_register(void);

/*
 * kernel_functions_find - look up what the programs of @object need that it is going to load
 * @types: NULL: libbpf reads them
 *
 * A function that a program hangs on and that is not there fails the load.
 */
void kernel_functions_find(const struct kernel_types *types, const struct bpf_object *object);

#endif
