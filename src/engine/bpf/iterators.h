/* SPDX-License-Identifier: GPL-2.0 */
/* The iterators of bpf/residue.bpf.c, which read facts that only the kernel has; loaded while they are read. */
#ifndef HOLDFAST_ENGINE_BPF_ITERATORS_H
#define HOLDFAST_ENGINE_BPF_ITERATORS_H

#include <stdbool.h>
#include <stdio.h>

#include "engine/bpf/iterator_lines.h"

struct iterators {
	struct residue_bpf *skel; /* NULL: they could not be loaded */
	int err;		  /* the cause, a positive errno */
};

void iterators_open(struct iterators *iterators);
void iterators_close(struct iterators *iterators);

/* Opens the lines of processes that may use I/O ports; NULL with errno. Close it with fclose(). */
FILE *iterators_list_ports(const struct iterators *iterators);

/* Finds the facts of one program. Returns 0, or a positive errno. */
int iterators_find_program(const struct iterators *iterators, unsigned int id,
			   struct program_facts *facts);

/* Whether a program is one of the iterators. */
bool iterators_have(const struct iterators *iterators, unsigned int id);

#endif
