/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What libbpf needs to know of the kernel's types to load an object of ours. By itself it reads all of them for
 * each object, looks through all of them for each structure, and again for the function that each program hangs
 * on. Here they are read once, for all objects.
 *
 * Where they cannot be, because of a kind of type that is not known here or a memfd that is refused, libbpf
 * goes its own way: slower, to the same end.
 */
#ifndef HOLDFAST_ENGINE_TYPES_OBJECT_TYPES_H
#define HOLDFAST_ENGINE_TYPES_OBJECT_TYPES_H

#include <bpf/libbpf.h>

struct object_types {
	int file; /* memfd, or below 0 */
	char path[32];
};

/*
 * object_types_open - before an object is opened
 * @opts: is told where the types are going to be
 */
void object_types_open(struct object_types *types, struct bpf_object_open_opts *opts);

/*
 * object_types_fill - once it is open, and it is chosen which programs it loads
 *
 * Returns 0, or -errno: the object must not be loaded then.
 */
int object_types_fill(const struct object_types *types, const struct bpf_object *object);

/* When it is loaded, or never will be. */
void object_types_close(struct object_types *types);

#endif
