/* SPDX-License-Identifier: GPL-2.0 */
/* The whole decision: what the policy says to everybody, and then what it gives to who asks. */
#ifndef HOLDFAST_VERDICT_BPF_H
#define HOLDFAST_VERDICT_BPF_H

#include "record.bpf.h"
#include "subject.bpf.h"

static __always_inline enum hf_verdict decide(const struct hf_state *s, int reason,
					      enum hf_level place)
{
	return hf_decide(s->level, hf_policy_of(s), reason, place);
}

/* Whether a refusal, or what would be one, may be taken back for some programs. */
static __always_inline bool may_be_excepted(const struct hf_state *s, int reason,
					    enum hf_level place, enum hf_verdict verdict)
{
	return has_exceptions && verdict != HF_ALLOW && hf_policy_of(s)->exceptions &&
	       hf_is_negotiable(s->level, reason, place);
}

#endif
