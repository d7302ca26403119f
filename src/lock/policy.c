// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/bpf/policy.h"
#include "lock/policy.h"

/*
 * One in BPF is loaded with all of them audited that its level does not refuse. One that is built in is
 * raised by others, too, who want them refused; until it is sealed, it takes any.
 */
hf_reason_set auditable_reasons(const struct lock_outcome *out)
{
	hf_reason_set later = audit_up_to(HF_CONFIDENTIALITY) & ~audit_up_to(out->level);

	if (out->engine != HF_ENGINE_LSM || out->sealed)
		later = 0;
	return out->rules.audited | (later & ~out->rules.allowed);
}

static const char *explain_unaudited(const struct lock_outcome *out, hf_reason_set reason)
{
	if (reason & out->rules.allowed)
		return "allowed by the policy in force, and not audited";
	return reason & audit_up_to(out->level) ?
		       "refused already, and can no longer be audited" :
		       "to be refused by a higher level, and can no longer be audited: the lock is "
		       "sealed";
}

static int check_audit(const struct lock_request *request, const struct lock_outcome *out)
{
	hf_reason_set begin = audit_up_to(request->level) & ~audit_up_to(out->level);
	hf_reason_set wanted = request->audit.all ? begin & ~out->rules.allowed :
						    request->audit.named;

	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (wanted & ~out->audited & hf_set_of((int)r))
			return fail("%s is %s; nothing was changed", reason_texts[r].name,
				    explain_unaudited(out, hf_set_of((int)r)));
	return 0;
}

/* Sealed, a policy can only be a tighter one: said before anything is changed. */
static int check_sealed(const struct lock_request *request, const struct lock_outcome *out)
{
	hf_reason_set looser;

	/* The one that is built in sees for itself, before it changes anything. */
	if (!request->has_policy || !out->sealed || out->engine == HF_ENGINE_LSM)
		return 0;
	looser = (request->rules.audited & ~out->rules.audited) |
		 (request->rules.allowed & ~out->rules.allowed);
	looser &= audit_up_to(request->level);
	looser |= out->rules.demanded & ~request->rules.demanded;
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (looser & hf_set_of((int)r))
			return fail("the lock is sealed, and the policy would loosen %s; nothing "
				    "was changed",
				    reason_texts[r].name);
	if (request->rules.demanded != out->rules.demanded)
		return fail(
			"the lock is sealed, and takes no new list of files: [Verify] has to be "
			"there before the seal; nothing was changed");
	return 0;
}

int check_rules(const struct lock_request *request, const struct lock_outcome *out)
{
	return check_audit(request, out) ?: check_sealed(request, out);
}

static int attach_policy(const struct lock_request *request)
{
	int err = engine_attach_guards(request->exceptions.needs);

	return err ? fail("the engine's guards of what the policy lists cannot be attached: %s",
			  strerror(-err)) :
		     0;
}

/* What is in force gives way to the request's policy. */
static int change_policy(const struct lock_request *request, struct lock_outcome *out)
{
	const struct hf_policy rules = request->rules;
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
	if (!out->sealed && attach_policy(request)) {
		close(program);
		return -1;
	}
	is_new = !policy_is_in_force(program, &out->rules, &rules, &request->exceptions);
	if (!is_new)
		err = 0;
	else if (out->sealed)
		err = narrow_policy(program, &request->exceptions)		  ?:
			      engine_enforce(out->rules.audited & ~rules.audited) ?:
			      engine_enforce(out->rules.allowed & ~rules.allowed);
	else
		err = replace_policy(program, &rules, &request->exceptions);
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
	out->changed |= is_new;
	out->rules = rules;
	out->audited = rules.audited;
	return 0;
}

static int enforce_audited(const struct lock_request *request, struct lock_outcome *out)
{
	hf_reason_set ended = audit_ended_by(&request->audit, request->level, out->audited);
	int err = ended ? engine_enforce(ended) : 0;

	if (err)
		return fail("the engine refused to enforce what it has audited: %s",
			    strerror(-err));
	out->audited &= ~ended;
	return 0;
}

int change_rules(const struct lock_request *request, struct lock_outcome *out)
{
	if (out->engine == HF_ENGINE_LSM)
		return change_builtin_rules(request, out);
	return request->has_policy ? change_policy(request, out) : enforce_audited(request, out);
}

void take_back_rules(struct lock_outcome *out)
{
	if (out->engine == HF_ENGINE_LSM)
		take_back_builtin_rules(out);
}
