/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The whole decision: first the policy for everybody, then the exceptions of the process that asks.
 */
#ifndef HOLDFAST_VERDICT_BPF_H
#define HOLDFAST_VERDICT_BPF_H

#include "record.bpf.h"
#include "subject.bpf.h"

static __always_inline enum hf_verdict decide(const struct hf_state *s, int reason,
					      enum hf_level place)
{
	return hf_decide(s->level, hf_policy_of(s), reason, place);
}

/* Whether an exception may take back a refusal, or an audited one. */
static __always_inline bool may_be_excepted(const struct hf_state *s, int reason,
					    enum hf_level place, enum hf_verdict verdict)
{
	return has_exceptions && verdict != HF_ALLOW && hf_policy_of(s)->exceptions &&
	       hf_is_negotiable(s->level, reason, place);
}

#endif
