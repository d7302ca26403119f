/* SPDX-License-Identifier: GPL-2.0 */
/* What is in force, and not in a policy. */
#ifndef HOLDFAST_LOCK_GONE_H
#define HOLDFAST_LOCK_GONE_H

#include "engine/in_force.h"

struct gone_exception {
	struct hf_exception_key key; /* without its generation */
	const char *name; /* of a section that has the same program; NULL: none; the policy's */
	char *program;	  /* a path below /usr where that is now; NULL: not found */
};

struct gone {
	struct gone_exception *exceptions; /* in the order of a compiled policy */
	size_t exception_count;
	struct hf_quiet_key *quiet;
	size_t quiet_count;
};

/*
 * What is in force is known by digests, not names: these are looked for in @wanted and below /usr.
 * Free with free_gone().
 */
void find_gone(const struct in_force *in_force, const struct compiled_policy *wanted,
	       struct gone *gone);
void free_gone(struct gone *gone);

#endif
