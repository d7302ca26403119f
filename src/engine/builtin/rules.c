// SPDX-License-Identifier: GPL-2.0
/* The rules of the built-in engine, which replaces them as a whole, at once. */
#include <errno.h>
#include <string.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/builtin/builtin.h"
#include "engine/builtin/policy.h"
#include "engine/ops.h"
#include "engine/policy.h"

/* Includes the reasons that only a higher level refuses, so that a later raise follows the policy. */
static hf_reason_set audited_after(const struct rules_wish *wish, const struct engine_rules *now)
{
	hf_reason_set began = wish->audit.named;

	if (wish->audit.all)
		began = audit_up_to(wish->level) & ~audit_up_to(now->level);
	return (now->rules.audited &
		~audit_ended_by(&wish->audit, wish->level, now->rules.audited)) |
	       (began & ~now->rules.allowed);
}

/* Replaces @before by @policy, and keeps @before in @now if that has changed something. */
static int replace(const struct compiled_policy *policy, struct compiled_policy *before,
		   struct engine_rules *now)
{
	int err;

	now->audited = policy->blob.rules.audited;
	if (!builtin_is_same(policy, before)) {
		err = builtin_write_policy(policy);
		if (err)
			return builtin_explain_refusal(err, policy, before, now->sealed);
		now->changed = true;
		now->before = *before;
		*before = (struct compiled_policy){ 0 };
	}
	now->rules = policy->blob.rules;
	return 0;
}

int builtin_change_rules(const struct rules_wish *wish, struct engine_rules *now)
{
	struct compiled_policy before, audits = { 0 };
	const struct compiled_policy *wanted = &audits;
	hf_reason_set audited = audited_after(wish, now);
	int err;

	if (wish->level > now->level && !builtin_may_be_raised())
		return fail("this kernel is built so that user space may not raise its level "
			    "(CONFIG_SECURITY_HOLDFAST_USER_RAISE): boot it with holdfast=%s; "
			    "nothing was changed",
			    level_name(wish->level));
	if (!wish->policy && audited == now->rules.audited) {
		now->audited = audited;
		return 0;
	}
	err = builtin_read_policy(&before);
	if (err)
		return fail("the policy of the engine that is built into this kernel cannot be "
			    "read: %s; nothing was changed",
			    err == -EPROTO ? "it is of another version of holdfast" :
					     strerror(-err));
	if (wish->policy)
		wanted = wish->policy;
	else
		builtin_change_audited(&before, audited, &audits);
	err = replace(wanted, &before, now);
	free_compiled_policy(&audits);
	free_compiled_policy(&before);
	return err;
}

void builtin_take_back_rules(const struct engine_rules *now)
{
	int err = now->before.bytes ? builtin_write_policy(&now->before) : 0;

	if (err == -EPERM)
		fail("the policy, which is tighter than the one before it, stays: the lock is sealed");
	else if (err)
		fail("the new policy stays: the one before it cannot be restored: %s",
		     strerror(-err));
}
