// SPDX-License-Identifier: GPL-2.0
/* From a policy to what a lock is asked for. */
#include <string.h>

#include "base/report.h"
#include "kernel/secure_boot.h"
#include "lock/request_policy.h"
#include "policy/verdict.h"

enum hf_level policy_level(const struct policy *policy)
{
	const char *state = secure_boot_state();
	enum hf_level level = policy->level;

	/* Where it cannot be told, the stricter of the two: nothing unknown means less. */
	if (policy->level_under_secure_boot > level && strcmp(state, "disabled") &&
	    strcmp(state, "unsupported"))
		level = policy->level_under_secure_boot;
	return level > HF_FORCE_LEVEL ? level : HF_FORCE_LEVEL;
}

/* An engine in BPF: what the level does not refuse yet may still be audited when one does. */
static hf_reason_set audited_by(const struct policy *policy, enum hf_level level)
{
	hf_reason_set later = audit_up_to(HF_CONFIDENTIALITY) & ~audit_up_to(level);

	return (policy_audited(policy) | later) & ~policy->allowed;
}

static int refuse_masks(const struct exceptions *exceptions)
{
	const struct policy_exception *masked = exceptions->masked;

	if (!masked)
		return 0;
	return fail("%s:%u: Registers= of exception %s has a mask, and the engine bpf sees which "
		    "register is written, not what: only the built-in LSM can hold to it; take the "
		    "register without a mask, or take it out",
		    masked->file, masked->line, masked->name);
}

void free_request(struct lock_request *request)
{
	exceptions_free(&request->exceptions);
	builtin_free_policy(&request->compiled);
}

int request_policy(const struct policy *policy, struct lock_request *request)
{
	request->level = policy_level(policy);
	request->wish = policy->native;
	request->require_clean |= policy->require_clean;
	request->seal |= policy->seal;
	request->has_policy = true;
	request->rules.allowed = policy->allowed;
	request->rules.audited = engine_is_builtin() ? policy_audited(policy) :
						       audited_by(policy, request->level);
	request->rules.demanded = policy->demanded;
	if (policy->native == NATIVE_YES &&
	    (policy->exception_count || policy->allowed ||
	     (request->rules.audited & audit_up_to(request->level))))
		return fail("the policy has Native=yes and exceptions, or reasons that are audited "
			    "or allowed: the kernel's own lockdown knows none of these, and would "
			    "refuse them");
	if (exceptions_compile(policy, &request->exceptions))
		return -1;
	if (engine_is_builtin() ? builtin_compile(policy, &request->compiled) :
				  refuse_masks(&request->exceptions)) {
		free_request(request);
		return -1;
	}
	request->rules.exceptions = request->exceptions.reasons;
	request->rules.unverified = request->exceptions.unverified;
	request->rules.files = request->exceptions.files;
	request->rules.quiet = (unsigned int)request->exceptions.quiet.count;
	request->rules.paths = request->exceptions.narrowed_to_paths;
	request->rules.libraries = (request->exceptions.needs & NEEDS_LIBRARIES) != 0;
	return 0;
}
