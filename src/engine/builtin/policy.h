/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Policies of the engine that is built into the kernel, in their compiled form: core/blob.h.
 */
#ifndef HOLDFAST_ENGINE_BUILTIN_POLICY_H
#define HOLDFAST_ENGINE_BUILTIN_POLICY_H

#include "policy/compiled.h"

/* Makes @changed: @policy with these reasons audited. */
void builtin_change_audited(const struct compiled_policy *policy, hf_reason_set audited,
			    struct compiled_policy *changed);

/* Whether two policies are the same, apart from their versions. */
bool builtin_is_same(const struct compiled_policy *a, const struct compiled_policy *b);

/*
 * Reads the policy in force, or an empty one if there is none. Returns 0 or -errno: -EPERM, -EACCES: not root;
 * -EPROTO: it is of another version.
 */
int builtin_read_policy(struct compiled_policy *policy);

/* Replaces the policy in force. Returns 0 or -errno, which builtin_explain_refusal() explains. */
int builtin_write_policy(const struct compiled_policy *policy);

/* Says on stderr why the kernel has not replaced @before by @policy. Returns -1. */
int builtin_explain_refusal(int err, const struct compiled_policy *policy,
			    const struct compiled_policy *before, bool sealed);

#endif
