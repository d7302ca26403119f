/* SPDX-License-Identifier: GPL-2.0 */
/* The program of a suggestion: what is at its path now. */
#ifndef HOLDFAST_POLICY_SUGGEST_PROGRAM_H
#define HOLDFAST_POLICY_SUGGEST_PROGRAM_H

#include <stdbool.h>

#include "policy/policy.h"

struct program_look {
	char *unfit; /* why no exception can be for it; NULL: one can */
	bool measured;
	struct verity verity;
	char *unmeasured; /* why there is no digest */
};

void look_at_program(const char *path, struct program_look *look);
void free_program_look(struct program_look *look);

/* Why a policy cannot or should not name a path of the record, or NULL; NULL where it can. */
const char *explain_path(const char *path);

/* Whether a program of this name runs what it is given: an exception for it is one for all of that. */
bool is_interpreter(const char *name);

#endif
