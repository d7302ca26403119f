/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The decision about one of our own reasons: it has no number in the kernel, and no place except
 * its level.
 */
#ifndef HOLDFAST_OWN_REASON_BPF_H
#define HOLDFAST_OWN_REASON_BPF_H

#include "verdict.bpf.h"

/*
 * What a hook returns for one of our own reasons; for HF_REASON_UNKNOWN, 0. @detail: a constant
 * NULL if the reason has none.
 */
static __always_inline int answer_own_about(int reason, const struct hf_range *detail)
{
	struct decision d = { .reason = reason, .engine = HF_ENGINE_BPF };
	struct hf_state *s = get_state();
	int err = 0;

	if (reason == HF_REASON_UNKNOWN)
		return 0;
	if (!s)
		return -EPERM;
	if (detail)
		d.detail = *detail;
	d.level = s->level;
	d.verdict = decide(s, reason, hf_reason_level(reason));
	if (may_be_excepted(s, reason, hf_reason_level(reason), d.verdict) &&
	    has_exception(s, reason, detail))
		d.verdict = HF_ALLOW;
	count_verdict(s, d.reason, d.verdict);
	if (d.verdict != HF_ALLOW)
		record_decision(s, &d);
	/*
	 * A branch: 6.12 does not accept that the code which the compiler makes of `?:` yields 0 or
	 * -1.
	 */
	if (d.verdict == HF_DENY) {
		err = -EPERM;
		barrier_var(err);
	}
	return err;
}

static __always_inline int answer_own(int reason)
{
	return answer_own_about(reason, NULL);
}

#endif
