/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's description of its types (BTF): a hundred thousand records, of which we need a few hundred. libbpf
 * processes each record; this code only steps over them.
 */
#ifndef HOLDFAST_ENGINE_TYPES_KERNEL_TYPES_H
#define HOLDFAST_ENGINE_TYPES_KERNEL_TYPES_H

#include <bpf/btf.h>

#include "base/name_set.h"

#define KERNEL_TYPES "/sys/kernel/btf/vmlinux"

struct kernel_types {
	const char *bytes;   /* the file */
	const char *strings; /* the last byte is a NUL */
	size_t strings_len;
	const char *types;
	unsigned int *places; /* of each type in @types, by its id: 0 is void */
	unsigned int count;
};

/*
 * kernel_types_parse - note where each type is
 * @bytes: a file like KERNEL_TYPES, which has to outlive @types
 *
 * Returns 0 or -errno: -EINVAL: it has another form, or an unknown kind of type. Call kernel_types_free() in any case.
 */
int kernel_types_parse(struct kernel_types *types, const char *bytes, size_t len);
void kernel_types_free(struct kernel_types *types);

/* The running kernel's types, read once and kept. NULL with errno if they cannot be read. */
const struct kernel_types *kernel_types_get(void);

const struct btf_type *kernel_type(const struct kernel_types *types, unsigned int id);
const char *kernel_type_string(const struct kernel_types *types, unsigned int offset);

/*
 * kernel_types_look_up - find the types that have these names
 * @found: called for each, in the order of their ids, with the place of the name in the set
 */
void kernel_types_look_up(const struct kernel_types *types, const struct name_set *names,
			  void (*found)(void *data, unsigned int id, size_t name), void *data);

#endif
