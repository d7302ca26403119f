/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A policy's exceptions as the engine keeps them: one for each program and reason. With its quiet
 * rules, which go wherever they go.
 */
#ifndef HOLDFAST_POLICY_EXCEPTIONS_H
#define HOLDFAST_POLICY_EXCEPTIONS_H

#include <stddef.h>

#include "engine_abi.h"
#include "guard_needs.h"
#include "policy/policy.h"
#include "policy/quiet.h"

struct compiled_exception {
	struct hf_exception_key key; /* without its generation */
	struct hf_exception exception;
	const struct policy_exception *from; /* of the policy, which outlives it or is not asked */
	/* Its paths in those of all, also for other reasons; only an engine has their numbers. */
	size_t paths_at, path_count;
};

struct exceptions {
	struct compiled_exception *list; /* sorted by key */
	size_t count;			 /* with those of programs and libraries */
	unsigned int reasons;		 /* without them: what an admin counts */
	unsigned int unverified;
	unsigned int files; /* of reasons: files that any program may have the kernel load */
	unsigned int needs; /* of enum guard_needs */
	unsigned int narrowed_to_paths; /* of reasons */
	char **paths;			/* of all */
	size_t path_count;
	/* One whose registers have masks, which the engine cannot heed: it gives none of these. */
	const struct policy_exception *masked;
	struct quiet_rules quiet;
};

/*
 * Compiles the exceptions of @policy. Returns 0, or -1 after saying on stderr why it is not possible:
 * two sections give the same reason to the same program, or one that is bound to a path has no file
 * there. Free with exceptions_free().
 */
int exceptions_compile(const struct policy *policy, struct exceptions *exceptions);

void exceptions_free(struct exceptions *exceptions);

#endif
