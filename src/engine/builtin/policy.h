/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Policies of the engine that is built into the kernel, in their compiled form: core/blob.h.
 */
#ifndef HOLDFAST_ENGINE_BUILTIN_POLICY_H
#define HOLDFAST_ENGINE_BUILTIN_POLICY_H

#include "blob.h"
#include "policy/exceptions.h"
#include "policy/policy.h"

struct builtin_policy {
	unsigned char *bytes;
	struct hf_blob blob; /* of them */
};

/* Compiles @policy with its compiled @exceptions. Returns 0, or -1 after saying on stderr why it cannot. */
int builtin_compile(const struct policy *policy, const struct exceptions *exceptions,
		    struct builtin_policy *compiled);

/* Makes @changed: @policy with these reasons audited. */
void builtin_change_audited(const struct builtin_policy *policy, hf_reason_set audited,
			    struct builtin_policy *changed);

/* Whether two policies are the same, apart from their versions. */
bool builtin_is_same(const struct builtin_policy *a, const struct builtin_policy *b);

/*
 * Reads the policy in force, or an empty one if there is none. Returns 0 or -errno: -EPERM, -EACCES: not root;
 * -EPROTO: it is of another version.
 */
int builtin_read_policy(struct builtin_policy *policy);

/* Replaces the policy in force. Returns 0 or -errno, which builtin_explain_refusal() explains. */
int builtin_write_policy(const struct builtin_policy *policy);

/* Says on stderr why the kernel has not replaced @before by @policy. Returns -1. */
int builtin_explain_refusal(int err, const struct builtin_policy *policy,
			    const struct builtin_policy *before, bool sealed);

void builtin_free_policy(struct builtin_policy *policy);

#endif
