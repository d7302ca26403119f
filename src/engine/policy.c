// SPDX-License-Identifier: GPL-2.0
#include "base/names.h"
#include "base/report.h"
#include "engine/ops.h"
#include "engine/policy.h"
#include "policy/verdict.h"

/* An engine in BPF: what the level does not refuse yet may still be audited when one does. */
static hf_reason_set audited_by(const struct policy *policy, enum hf_level level)
{
	hf_reason_set later = audit_up_to(HF_CONFIDENTIALITY) & ~audit_up_to(level);

	return (policy_audited(policy) | later) & ~policy->allowed;
}

static int refuse_masks(const struct policy *policy)
{
	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *e = &policy->exceptions[i];

		for (unsigned int r = 0; r < e->registers.count; r++)
			if (~e->registers.list[r].mask)
				return fail(
					"%s:%u: Registers= of exception %s has a mask, and the engine bpf sees which "
					"register is written, not what: only the built-in LSM can hold to it; take the "
					"register without a mask, or take it out",
					e->file, e->line, e->name);
	}
	return 0;
}

int engine_policy_compile(const struct policy *policy, enum hf_level level,
			  struct compiled_policy *compiled)
{
	/* Versions are for policies that are signed, which this one is not. */
	if ((engine_is_builtin() ? check_for_builtin(policy) : refuse_masks(policy)) ||
	    compile_policy(policy, 0, compiled))
		return -1;
	if (!engine_is_builtin())
		set_audited(compiled, audited_by(policy, level));
	return 0;
}

void engine_rules_free(struct engine_rules *now)
{
	free_compiled_policy(&now->before);
}

/*
 * One in BPF is loaded with all of them audited that its level does not refuse. One that is built in is
 * raised by others, too, who want them refused; until it is sealed, it takes any.
 */
static hf_reason_set auditable_reasons(const struct engine_rules *now)
{
	hf_reason_set later = audit_up_to(HF_CONFIDENTIALITY) & ~audit_up_to(now->level);

	if (!engine_is_builtin() || now->sealed)
		later = 0;
	return now->rules.audited | (later & ~now->rules.allowed);
}

void engine_rules_of(const struct engine *engine, struct engine_rules *now)
{
	const struct hf_state *state = &engine->last.state;

	*now = (struct engine_rules){
		.level = state->level,
		.sealed = state->sealed,
		.rules = *hf_policy_of(state),
	};
	now->audited = auditable_reasons(now);
}

static const char *explain_unaudited(const struct engine_rules *now, hf_reason_set reason)
{
	if (reason & now->rules.allowed)
		return "allowed by the policy in force, and not audited";
	return reason & audit_up_to(now->level) ?
		       "refused already, and can no longer be audited" :
		       "to be refused by a higher level, and can no longer be audited: the lock is "
		       "sealed";
}

static int check_audit(const struct rules_wish *wish, const struct engine_rules *now)
{
	hf_reason_set begin = audit_up_to(wish->level) & ~audit_up_to(now->level);
	hf_reason_set wanted = wish->audit.all ? begin & ~now->rules.allowed : wish->audit.named;

	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (wanted & ~now->audited & hf_set_of((int)r))
			return fail("%s is %s; nothing was changed", reason_texts[r].name,
				    explain_unaudited(now, hf_set_of((int)r)));
	return 0;
}

int engine_check_rules(const struct rules_wish *wish, const struct engine_rules *now)
{
	const struct engine_ops *ops = engine_ops();

	return check_audit(wish, now) ?: ops->check_rules ? ops->check_rules(wish, now) : 0;
}

int engine_change_rules(const struct rules_wish *wish, struct engine_rules *now)
{
	return engine_ops()->change_rules(wish, now);
}

void engine_take_back_rules(const struct engine_rules *now)
{
	if (engine_ops()->take_back_rules)
		engine_ops()->take_back_rules(now);
}
