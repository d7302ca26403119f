/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs that were loaded before the lock, and that it would have refused. */
#ifndef HOLDFAST_RESIDUE_BPF_H
#define HOLDFAST_RESIDUE_BPF_H

#include "engine/bpf/iterators.h"
#include "residue/residue.h"

/* One of them; who holds it is found on the way through the processes. */
struct program {
	unsigned int id;
	char name[32];
	const struct residue_way *way;
	bool held;
};

struct program_list {
	struct program *entries;
	size_t count;
};

void residue_look_at_programs(struct residue *residue, const struct iterators *iterators,
			      struct program_list *programs);

/* Adds those of @programs that no process was found to hold: pinned, or held by what they do. */
void residue_add_unheld(struct residue *residue, const struct program_list *programs);

/* @pid holds program @id: adds it where it is one of @programs. */
void residue_add_holder(struct residue *residue, struct program_list *programs, unsigned int id,
			pid_t pid);

#endif
