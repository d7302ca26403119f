// SPDX-License-Identifier: GPL-2.0
/* The rules of the engine that is built in: one piece, which takes the place of the other at once. */
#include <errno.h>
#include <string.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/builtin/builtin.h"
#include "engine/builtin/policy.h"
#include "lock/policy.h"

/* Also what no level refuses yet: whoever raises it has it as the policy says. */
static hf_reason_set audited_after(const struct lock_request *request,
				   const struct lock_outcome *out)
{
	const struct audit_wish *wish = &request->audit;
	hf_reason_set began = wish->named;

	if (wish->all)
		began = audit_up_to(request->level) & ~audit_up_to(out->level);
	return (out->rules.audited & ~audit_ended_by(wish, request->level, out->rules.audited)) |
	       (began & ~out->rules.allowed);
}

/* Puts @policy in the place of @before, which is kept where that has changed something. */
static int replace(const struct builtin_policy *policy, struct builtin_policy *before,
		   struct lock_outcome *out)
{
	int err;

	out->audited = policy->blob.rules.audited;
	if (!builtin_is_same(policy, before)) {
		err = builtin_write_policy(policy);
		if (err)
			return builtin_explain_refusal(err, policy, before, out->sealed);
		out->changed = true;
		out->before = *before;
		*before = (struct builtin_policy){ 0 };
	}
	out->rules = policy->blob.rules;
	return 0;
}

int change_builtin_rules(const struct lock_request *request, struct lock_outcome *out)
{
	struct builtin_policy before, audits = { 0 };
	const struct builtin_policy *wanted = &request->compiled;
	hf_reason_set audited = audited_after(request, out);
	int err;

	if (request->level > out->level && !builtin_may_be_raised())
		return fail("this kernel is built so that user space may not raise its level "
			    "(CONFIG_SECURITY_HOLDFAST_USER_RAISE): boot it with holdfast=%s; "
			    "nothing was changed",
			    level_name(request->level));
	if (!request->has_policy && audited == out->rules.audited) {
		out->audited = audited;
		return 0;
	}
	err = builtin_read_policy(&before);
	if (err)
		return fail("the policy of the engine that is built into this kernel cannot be "
			    "read: %s; nothing was changed",
			    err == -EPROTO ? "it is of another version of holdfast" :
					     strerror(-err));
	if (!request->has_policy) {
		builtin_change_audited(&before, audited, &audits);
		wanted = &audits;
	}
	err = replace(wanted, &before, out);
	builtin_free_policy(&audits);
	builtin_free_policy(&before);
	return err;
}

void take_back_builtin_rules(struct lock_outcome *out)
{
	int err = out->before.bytes ? builtin_write_policy(&out->before) : 0;

	if (err == -EPERM)
		fail("the policy, which is tighter than the one before it, stays: the lock is sealed");
	else if (err)
		fail("the policy stays, as the one before it cannot be put back: %s",
		     strerror(-err));
}
