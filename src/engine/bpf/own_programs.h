/* SPDX-License-Identifier: GPL-2.0 */
/* Which BPF programs are the engine's. */
#ifndef HOLDFAST_ENGINE_BPF_OWN_PROGRAMS_H
#define HOLDFAST_ENGINE_BPF_OWN_PROGRAMS_H

#include <stdbool.h>

#include "engine_abi.h"

struct own_programs {
	unsigned int ids[HF_OWN_PROGRAMS]; /* from the engine; 0: none */
	/*
	 * An engine enforces that we cannot reach. Then each program with this BTF may be its own, and each whose
	 * descriptor is refused. 0: no BTF is known.
	 */
	bool unseen;
	unsigned int btf;
};

void own_programs_read(struct own_programs *own);
bool own_programs_have(const struct own_programs *own, unsigned int id);

/*
 * Whether a program with the name of a guard is loaded. Without an engine it belongs to one that is ending; until it
 * is gone, it refuses the load of the next engine.
 */
bool own_programs_are_going(void);

#endif
