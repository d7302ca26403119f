/* SPDX-License-Identifier: GPL-2.0 */
/* Residue that processes hold: descriptors and mappings. */
#ifndef HOLDFAST_RESIDUE_PROCESSES_H
#define HOLDFAST_RESIDUE_PROCESSES_H

#include "residue/bpf.h"
#include "residue/residue.h"

/* Looks at all processes but this one, and finds the holders of @programs. */
void residue_look_at_processes(struct residue *residue, struct program_list *programs);

/* The parts of a look at one process. @programs may be empty. Both return 0 or a positive errno. */
int residue_look_at_descriptors(struct residue *residue, struct program_list *programs, int proc,
				pid_t pid, pid_t tid);
int residue_look_at_mappings(struct residue *residue, int proc, pid_t pid);

#endif
