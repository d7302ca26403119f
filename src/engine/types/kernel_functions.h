/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel functions that programs attach to or call, by their BTF ids. libbpf gets the ids from here, instead of
 * looking up each name. Until then the programs claim another type, so that libbpf does not read the kernel's types
 * itself.
 */
#ifndef HOLDFAST_ENGINE_TYPES_KERNEL_FUNCTIONS_H
#define HOLDFAST_ENGINE_TYPES_KERNEL_FUNCTIONS_H

#include <bpf/libbpf.h>

#include "base/name_set.h"

/* Registers the handlers. The functions below have to be called for each object that is opened from now on. */
void kernel_functions_register(void);

/* Adds to @names the functions that @object needs, for the programs that it is going to load. */
void kernel_functions_ask(struct name_set *names, const struct bpf_object *object);

/* Notes the BTF id of a function. Without one for the function that a program attaches to, the load fails. */
void kernel_functions_note(const char *name, unsigned int id);

/*
 * kernel_functions_attach - attach the programs on functions; the skeleton's own attach does the rest
 *
 * Since 1.3 libbpf cannot attach a program whose type was changed. Returns 0 or -errno.
 */
int kernel_functions_attach(struct bpf_object_skeleton *skeleton);

/* Looks the functions up through libbpf, if we cannot read the kernel's types. */
void kernel_functions_find(const struct name_set *names);

#endif
