/* SPDX-License-Identifier: GPL-2.0 */
/* A policy in its compiled form, core/blob.h: the one that engines take, and that policies are compared in. */
#ifndef HOLDFAST_POLICY_COMPILED_H
#define HOLDFAST_POLICY_COMPILED_H

#include "blob.h"
#include "policy/policy.h"

struct compiled_policy {
	unsigned char *bytes;
	struct hf_blob blob; /* of them; if there are none, it is empty */
	/*
	 * The sections that the exceptions and the quiet rules are from, in the order of the blob. The policy owns
	 * them. NULL: the entry is from [Verify], or the bytes are the kernel's.
	 */
	const struct policy_exception **exceptions;
	const struct policy_quiet **quiet;
};

/*
 * compile_policy - compile a policy
 * @policy: has to stay until @compiled is freed
 *
 * The level is not in the result: it is raised apart. Returns 0, or -1 after saying on stderr why it is not possible:
 * two sections give the same reason to the same program, or one that is bound to a path has no file there. Free with
 * free_compiled_policy(), which also takes one of zeros.
 */
int compile_policy(const struct policy *policy, unsigned long long version,
		   struct compiled_policy *compiled);
void free_compiled_policy(struct compiled_policy *compiled);

/* Returns 0, or -1 after saying on stderr that the policy has a key that the built-in engine cannot enforce. */
int check_for_builtin(const struct policy *policy);

/* Has these reasons audited, and no others. */
void set_audited(struct compiled_policy *compiled, hf_reason_set audited);

#endif
