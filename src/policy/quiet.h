/* SPDX-License-Identifier: GPL-2.0 */
/* A policy's quiet rules as the engine keeps them: one for each path and reason. */
#ifndef HOLDFAST_POLICY_QUIET_H
#define HOLDFAST_POLICY_QUIET_H

#include <stddef.h>

#include "engine_abi.h"
#include "policy/policy.h"

struct compiled_quiet {
	struct hf_quiet_key key; /* without its generation */
	const char *name;	 /* of the section, owned by the policy */
};

struct quiet_rules {
	struct compiled_quiet *list; /* by reason and path, as in a compiled policy */
	size_t count;
};

/* Free with quiet_free(). What two sections say is one rule. */
void quiet_compile(const struct policy *policy, struct quiet_rules *rules);
void quiet_free(struct quiet_rules *rules);

/* Where in its key the path begins. Not longer than HF_PATH_LEN, it may be without a NUL. */
size_t quiet_path_at(const struct hf_quiet_key *key);

/* The rule of that key, whatever its generation; NULL: there is none. */
const struct compiled_quiet *quiet_find(const struct quiet_rules *rules,
					const struct hf_quiet_key *key);

#endif
