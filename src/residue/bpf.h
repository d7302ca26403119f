/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs that were loaded before the lock, and that the lock would have refused. */
#ifndef HOLDFAST_RESIDUE_BPF_H
#define HOLDFAST_RESIDUE_BPF_H

#include "engine/bpf/iterators.h"
#include "residue/residue.h"

/* One of them. The look through the processes finds its holder. */
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

/* Adds those of @programs without a holder among the processes: they are pinned or attached. */
void residue_add_unheld(struct residue *residue, const struct program_list *programs);

/* Adds program @id, which @pid holds, if it is one of @programs. */
void residue_add_holder(struct residue *residue, struct program_list *programs, unsigned int id,
			pid_t pid);

#endif
