/* SPDX-License-Identifier: GPL-2.0 */
/* The running kernel's features: its types, the helpers of each kind of program, and the fields of its context. */
#ifndef HOLDFAST_TESTS_RANDOM_KERNEL_H
#define HOLDFAST_TESTS_RANDOM_KERNEL_H

#include <stdbool.h>
#include <stdint.h>
#include <bpf/btf.h>

#include "kinds.h"

#define MAX_KINDS     48
#define MAX_HELPERS   212
#define MAX_FIELDS    64
#define MAX_ARGUMENTS 12

enum result { NUMBER, ELEMENT, STORED, TASK, SOCK };

/* By the helper's number; no name: the generator does not know it. */
struct helper {
	const char *name, *arguments;
	enum result result;
};

extern const struct helper helpers[MAX_HELPERS];

struct field {
	int16_t offset;
	uint8_t size;
};

/* An argument of an attach target: a pointer to @structure, or a number if that is 0. */
struct target {
	const char *name; /* NULL: none of this kind is there */
	uint32_t id;
	unsigned int arguments;
	uint32_t structures[MAX_ARGUMENTS];
};

/* This kernel's features for one kind. */
struct ability {
	bool known; /* it has the kind */
	uint8_t helpers[MAX_HELPERS];
	unsigned int helpers_count;
	struct field fields[MAX_FIELDS]; /* with numbers */
	unsigned int fields_count;
	struct target targets[MAX_TARGETS];
	unsigned int targets_count;
};

struct kernel {
	struct btf *btf;
	struct ability abilities[MAX_KINDS];
	/* Structures that helpers take, by their letters; and the function that casts any address to one. */
	uint32_t structures[128];
	uint32_t map_structure, cast;
	/* Where the secrets are: in a process's structure, and in a map's. */
	int wanted_offset, operations_offset;
};

/* The existing targets of a kind. */
void find_targets(const struct btf *btf, const struct kind *kind, struct ability *ability);

/* Asks the kernel, before the lock. Exits on failure. */
void learn_kernel(struct kernel *kernel);

/*
 * pick_member - a member of one of the kernel's structures
 * @choice: any number; it selects the member
 *
 * Return: its size, with its offset in @offset, and in @structure what it points to (0: it is no pointer to a
 * structure); 0: it is none that can be loaded.
 */
unsigned int pick_member(const struct kernel *kernel, uint32_t id, uint64_t choice, int *offset,
			 uint32_t *structure);

/* The structure that a type points to; 0: none. */
uint32_t pointed_structure(const struct btf *btf, uint32_t id);

#endif
