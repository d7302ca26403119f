/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The decision about one of our own reasons: it has no number in the kernel, and no place except
 * its level.
 */
#ifndef HOLDFAST_OWN_REASON_BPF_H
#define HOLDFAST_OWN_REASON_BPF_H

#include "verdict.bpf.h"

/* @d: its reason is one of holdfast's own. @detail: a constant NULL if the reason has none. */
static __always_inline void decide_own(const struct hf_state *s, struct decision *d,
				       const struct hf_range *detail)
{
	enum hf_level place = hf_reason_level(d->reason);

	if (detail)
		d->detail = *detail;
	d->level = s->level;
	d->verdict = decide(s, d->reason, place);
	if (may_be_excepted(s, d->reason, place, d->verdict) && has_exception(s, d->reason, detail))
		d->verdict = HF_ALLOW;
}

/* What a hook returns for one of holdfast's own reasons; for HF_REASON_UNKNOWN, 0. */
static __always_inline int answer_own_about(int reason, const struct hf_range *detail)
{
	struct decision d = { .reason = reason, .engine = HF_ENGINE_BPF };
	struct hf_state *s = get_state();

	if (reason == HF_REASON_UNKNOWN)
		return 0;
	if (!s)
		return -EPERM;
	decide_own(s, &d, detail);
	return tell_decision(s, &d);
}

static __always_inline int answer_own(int reason)
{
	return answer_own_about(reason, NULL);
}

#endif
