/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The functions of the kernel that programs hang on, by their numbers among its types. libbpf asks here for
 * them, in place of looking each up by its name; and as it takes the programs for some of another type until
 * then, it sees no need to read the kernel's types itself.
 */
#ifndef HOLDFAST_ATTACH_TARGETS_H
#define HOLDFAST_ATTACH_TARGETS_H

#include <bpf/libbpf.h>

#include "kernel_types.h"

/* From here on all objects that are opened have attach_targets_find() called before they are loaded. */
void attach_targets_register(void);

/* Looks up what the programs of @object hang on that it is going to load. What is not there fails the load. */
void attach_targets_find(const struct kernel_types *types, const struct bpf_object *object);

#endif
