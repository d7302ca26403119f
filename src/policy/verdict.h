/* SPDX-License-Identifier: GPL-2.0 */
/* What a policy answers, by the core's own functions: the engine's answer is the same. */
#ifndef HOLDFAST_POLICY_VERDICT_H
#define HOLDFAST_POLICY_VERDICT_H

#include "policy/policy.h"

struct policy_request {
	enum hf_reason reason;
	const char *program;	     /* its path, without links */
	const struct verity *verity; /* its digest; NULL: it has none */
	struct hf_range detail;	     /* for msr and ioport */
	const struct verity *file;   /* for what the kernel loads: its digest; NULL: none */
	const char *path;	     /* for debugfs, debugfs-read and tracefs; NULL: not known */
};

/* The reasons that are only audited, Mode=audit and single verdicts taken together. */
hf_reason_set policy_audited(const struct policy *policy);

/* Those for which the kernel may only read what [Verify] lists. */
hf_reason_set policy_demanded(const struct policy *policy);

/* For a program without an exception. */
enum hf_verdict policy_decide(const struct policy *policy, enum hf_level level,
			      enum hf_reason reason);

bool has_digest(const struct digests *digests, const struct verity *verity);

/* Whether [Verify] lets the kernel read it, for the reasons that are demands. */
bool policy_verifies(const struct policy *policy, const struct policy_request *request);

/* NULL where the exception covers the request; else why it does not. */
const char *policy_excepts(const struct policy_exception *exception,
			   const struct policy_request *request);

#endif
