/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's types that libbpf needs to load one of our objects. By itself libbpf reads all types for each object,
 * and searches them for each structure, and again for the function of each program. Here they are read once, for all
 * objects.
 *
 * If they cannot be read, because a kind of type is unknown or a memfd is refused, libbpf does it its own way, which
 * is slower and has the same result.
 */
#ifndef HOLDFAST_ENGINE_TYPES_OBJECT_TYPES_H
#define HOLDFAST_ENGINE_TYPES_OBJECT_TYPES_H

#include <bpf/libbpf.h>

struct object_types {
	int file; /* memfd, or below 0 */
	char path[32];
};

/*
 * object_types_open - prepare the types, before an object is opened
 * @opts: gets the path where the types are going to be
 */
void object_types_open(struct object_types *types, struct bpf_object_open_opts *opts);

/*
 * object_types_fill - write the types, once the object is open and its programs are chosen
 *
 * Returns 0, or -errno: then the object must not be loaded.
 */
int object_types_fill(const struct object_types *types, const struct bpf_object *object);

/* Call it after the load, or in place of it. */
void object_types_close(struct object_types *types);

#endif
