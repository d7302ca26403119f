/* SPDX-License-Identifier: GPL-2.0 */
/* A policy's exceptions as the engine keeps them: one for each program and reason. */
#ifndef HOLDFAST_EXCEPTIONS_H
#define HOLDFAST_EXCEPTIONS_H

#include <stddef.h>

#include "engine_abi.h"
#include "policy.h"

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
	unsigned int narrowed_to_paths;
	bool libraries; /* what programs map has to be looked at */
	char **paths;
	size_t path_count;
};

/*
 * Compiles the exceptions of @policy. Returns 0, or -1 after saying on stderr why it is not possible:
 * two sections give the same reason to the same program, or one that is bound to a path has no file
 * there. Free with exceptions_free().
 */
int exceptions_compile(const struct policy *policy, struct exceptions *exceptions);

void exceptions_free(struct exceptions *exceptions);

#endif
