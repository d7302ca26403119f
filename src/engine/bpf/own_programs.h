/* SPDX-License-Identifier: GPL-2.0 */
/* Which BPF programs are the engine's. */
#ifndef HOLDFAST_ENGINE_BPF_OWN_PROGRAMS_H
#define HOLDFAST_ENGINE_BPF_OWN_PROGRAMS_H

#include <stdbool.h>

#include "engine_abi.h"

struct own_programs {
	unsigned int ids[HF_OWN_PROGRAMS]; /* as the engine tells them; 0: none */
	/*
	 * An engine enforces that we do not get to: then all programs of this BTF may be its own, and all
	 * whose descriptor is refused. 0: none is known.
	 */
	bool unseen;
	unsigned int btf;
};

void own_programs_read(struct own_programs *own);
bool own_programs_have(const struct own_programs *own, unsigned int id);

/*
 * Whether a program is there that is called as one of the bill of guards. Without an engine it is what goes of one
 * whose links are gone already: until then it refuses what the next engine loads.
 */
bool own_programs_are_going(void);

#endif
