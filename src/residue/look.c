// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/bpf/iterators.h"
#include "kernel/preflight.h"
#include "residue/bpf.h"
#include "residue/kernel.h"
#include "residue/ports.h"
#include "residue/processes.h"
#include "residue/residue.h"

void residue_look(struct residue *residue, bool closely)
{
	struct iterators iterators = { .err = ECANCELED };
	struct program_list programs = { 0 };

	memset(residue, 0, sizeof(*residue));
	if (!is_in_initial_namespaces())
		residue_add_gap(residue, EACCES, "processes outside of this container");
	if (closely)
		iterators_open(&iterators);
	residue_look_at_ports(residue, &iterators);
	residue_look_at_programs(residue, &iterators, &programs);
	iterators_close(&iterators);
	residue_look_at_processes(residue, &programs);
	residue_add_unheld(residue, &programs);
	residue_look_at_kernel(residue);
	free(programs.entries);
}
