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

void free_request(struct lock_request *request)
{
	free_compiled_policy(&request->policy);
}

int request_policy(const struct policy *policy, struct lock_request *request)
{
	request->level = policy_level(policy);
	request->wish = policy->native;
	request->require_clean |= policy->require_clean;
	request->seal |= policy->seal;
	request->has_policy = true;
	if (policy->native == NATIVE_YES &&
	    (policy->exception_count || policy->allowed ||
	     (policy_audited(policy) & audit_up_to(request->level))))
		return fail("the policy has Native=yes and exceptions, or reasons that are audited "
			    "or allowed: the kernel's own lockdown knows none of these, and would "
			    "refuse them");
	return engine_policy_compile(policy, request->level, &request->policy);
}
