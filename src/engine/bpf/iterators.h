/* SPDX-License-Identifier: GPL-2.0 */
/* What only the kernel can tell of what is in it: bpf/residue.bpf.c, loaded for as long as a look takes. */
#ifndef HOLDFAST_ENGINE_BPF_ITERATORS_H
#define HOLDFAST_ENGINE_BPF_ITERATORS_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/bpf/iterator_lines.h"

struct iterators {
	struct residue_bpf *skel; /* NULL: they cannot be had */
	int err;		  /* and why, a positive errno */
};

void iterators_open(struct iterators *iterators);
void iterators_close(struct iterators *iterators);

/* The lines of processes that may use I/O ports; NULL with errno. Close it with fclose(). */
FILE *iterators_list_ports(const struct iterators *iterators);

/* The programs' lines from their beginning; NULL with errno. Close it with fclose(). */
FILE *iterators_list_programs(const struct iterators *iterators);

/* What they say of one program. Returns 0, or a positive errno. */
int iterators_find_program(const struct iterators *iterators, unsigned int id,
			   struct program_facts *facts);

/* Whether a program is one of them. */
bool iterators_have(const struct iterators *iterators, unsigned int id);

#endif
