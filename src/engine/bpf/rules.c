// SPDX-License-Identifier: GPL-2.0
/* The rules of the engine in BPF: what its maps hold gives way piece by piece, and then at once. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/bpf/entries.h"
#include "engine/bpf/policy.h"
#include "engine/ops.h"
#include "engine/policy.h"

/* Sealed, a policy can only be a tighter one: said before anything is changed. */
int bpf_check_rules(const struct rules_wish *wish, const struct engine_rules *now)
{
	const struct hf_policy *rules;
	hf_reason_set looser;

	if (!wish->policy || !now->sealed)
		return 0;
	rules = &wish->policy->blob.rules;
	looser = (rules->audited & ~now->rules.audited) | (rules->allowed & ~now->rules.allowed);
	looser &= audit_up_to(wish->level);
	looser |= now->rules.demanded & ~rules->demanded;
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (looser & hf_set_of((int)r))
			return fail("the lock is sealed, and the policy would loosen %s; nothing "
				    "was changed",
				    reason_texts[r].name);
	if (rules->demanded != now->rules.demanded)
		return fail(
			"the lock is sealed, and takes no new list of files: [Verify] has to be "
			"there before the seal; nothing was changed");
	return 0;
}

static int attach_guards_of(const struct hf_blob *blob)
{
	int err = engine_attach_guards(policy_needs(blob));

	return err ? fail("the engine's guards of what the policy lists cannot be attached: %s",
			  strerror(-err)) :
		     0;
}

/* What is in force gives way to @blob. */
static int change_policy(const struct hf_blob *blob, struct engine_rules *now)
{
	const struct hf_policy rules = blob->rules;
	int program, err;
	bool is_new;

	program = engine_open_pin("policy");
	if (program == -ENOENT)
		return fail("the engine was loaded by `holdfast lock LEVEL`, without --for-policy, "
			    "and cannot be given one: take it away (`umount %s`, unless it is "
			    "sealed), or reboot, and lock by the policy alone",
			    ENGINE_DIR);
	if (program < 0)
		return fail("the engine's policy cannot be had: %s", strerror(-program));
	if (!now->sealed && attach_guards_of(blob)) {
		close(program);
		return -1;
	}
	is_new = !policy_is_in_force(program, &now->rules, blob);
	if (!is_new)
		err = 0;
	else if (now->sealed)
		err = narrow_policy(program, blob)				  ?:
			      engine_enforce(now->rules.audited & ~rules.audited) ?:
			      engine_enforce(now->rules.allowed & ~rules.allowed);
	else
		err = replace_policy(program, &rules, blob);
	close(program);
	if (err == -EPERM)
		return fail("the lock is sealed, and the policy has an exception that is not in "
			    "force, or not as wide, or a quiet rule that is not: from the seal on, "
			    "they only go or become narrower; nothing was changed");
	if (err == -E2BIG)
		return fail(
			"the engine was loaded with room for fewer exceptions, paths or quiet rules; nothing was "
			"changed; reboot, or take it away (`umount %s`, unless it is sealed), "
			"and lock again",
			ENGINE_DIR);
	if (err)
		return fail("the engine refused the policy: %s", strerror(-err));
	now->changed |= is_new;
	now->rules = rules;
	now->audited = rules.audited;
	return 0;
}

static int enforce_audited(const struct rules_wish *wish, struct engine_rules *now)
{
	hf_reason_set ended = audit_ended_by(&wish->audit, wish->level, now->audited);
	int err = ended ? engine_enforce(ended) : 0;

	if (err)
		return fail("the engine refused to enforce what it has audited: %s",
			    strerror(-err));
	now->audited &= ~ended;
	return 0;
}

int bpf_change_rules(const struct rules_wish *wish, struct engine_rules *now)
{
	return wish->policy ? change_policy(&wish->policy->blob, now) : enforce_audited(wish, now);
}
