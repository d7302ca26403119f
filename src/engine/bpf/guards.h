/* SPDX-License-Identifier: GPL-2.0 */
/* The bill of guards, core/guards.def: which guards exist, and when each is needed. */
#ifndef HOLDFAST_ENGINE_BPF_GUARDS_H
#define HOLDFAST_ENGINE_BPF_GUARDS_H

#include <stdbool.h>

#include "engine_abi.h"
#include "guard_needs.h"

struct guard {
	const char *program, *pin;  /* "": it hangs on the root cgroup */
	unsigned int since, before; /* a version of Linux; 0: no bound */
	unsigned int needed_for;    /* of enum guard_needs */
};

extern const struct guard guards[HF_GUARDS];

/* A set of guards, a bit for each of enum hf_guard. */
typedef unsigned long long guard_set;

#define GUARD_BIT(guard) (1ULL << (guard))

/* Whether the running kernel has the thing that it guards. */
bool guard_is_for_kernel(const struct guard *guard);

/* A guard's name: its pin's or, without a pin, its program's. */
const char *guard_name(unsigned int guard);

/* The reasons, of enum guard_needs, for which an engine in @state needs guards. */
unsigned int needs_of_state(const struct hf_state *state);

/* The guards that an engine in @state needs. */
guard_set needed_guards(const struct hf_state *state);

#endif
