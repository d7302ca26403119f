// SPDX-License-Identifier: GPL-2.0
/*
 * For CBMC: the decision, for all values of its arguments (core/decide_all.h has only values that differ); and the
 * coverage of an exception's range.
 */
#include <assert.h>

#include "decide.h"
#include "exception.h"

unsigned int nondet_number(void);
unsigned long long nondet_set(void);

/* The rules of holdfast(7), in plain arithmetic. */
static void check_range(void)
{
	struct hf_range range = { nondet_number(), nondet_number() };
	struct hf_range asked = { nondet_number(), nondet_number() };
	unsigned long long end = (unsigned long long)range.first + range.size;
	unsigned long long asked_end = (unsigned long long)asked.first + asked.size;

	assert(hf_covers(&range, &asked) ==
	       (asked.size && asked.first >= range.first && asked_end <= end));
}

int main(void)
{
	struct hf_policy policy = { .audited = nondet_set(), .allowed = nondet_set() };
	struct hf_policy smaller = { .audited = policy.audited & nondet_set(),
				     .allowed = policy.allowed & nondet_set() };
	unsigned int level = nondet_number(), higher = nondet_number();
	int reason = (int)nondet_number();
	enum hf_level place = nondet_number() % 2 ? HF_INTEGRITY : HF_CONFIDENTIALITY;
	unsigned int ours = (unsigned int)hf_reason_level(reason);
	unsigned int from = ours < (unsigned int)place ? ours : (unsigned int)place;
	unsigned long long own = hf_set_of(reason);
	enum hf_verdict verdict = hf_decide(level, &policy, reason, place);
	enum hf_verdict sealed = hf_decide(level, &smaller, reason, place);

	assert((reason >= 0 && reason < HF_REASONS) == (ours != HF_LEVELS));
	assert(verdict == HF_ALLOW || verdict == HF_AUDIT || verdict == HF_DENY);
	assert(level < HF_LEVELS || verdict == HF_DENY);
	assert(level >= from || level >= HF_LEVELS || verdict == HF_ALLOW);
	assert(level < from || (policy.audited | policy.allowed) & own || verdict == HF_DENY);
	assert(verdict != HF_AUDIT || policy.audited & own);
	assert(sealed >= verdict);
	if (higher >= level && (ours == HF_LEVELS || from == ours))
		assert(hf_decide(higher, &policy, reason, place) >= verdict);
	assert(hf_place(reason, (int)level, (int)higher) == HF_INTEGRITY ||
	       (reason > (int)level && reason < (int)higher));
	check_range();
	return 0;
}
