/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From the running kernel's number to our reason, by name. The numbers drift from kernel to
 * kernel; a build that fixed them would let a peer of kcore pass for something harmless.
 */
#ifndef HOLDFAST_RESOLVE_BPF_H
#define HOLDFAST_RESOLVE_BPF_H

#include "kernel.bpf.h"
#include "decide.h"

/* 0 where the running kernel has no such name: no number is asked about that is not above 0. */
#define KERNEL_NUMBER(NAME)                                                        \
	(bpf_core_enum_value_exists(enum lockdown_reason, LOCKDOWN_##NAME) ?       \
		 (int)bpf_core_enum_value(enum lockdown_reason, LOCKDOWN_##NAME) : \
		 0)

/*
 * A global function: the verifier reads it once by itself, and not everything behind its call once
 * for each of the reasons it may answer.
 */
GLOBAL int resolve_reason(int number, NOT_REPLACED)
{
	if (number <= 0)
		return HF_REASON_UNKNOWN;
#define REASON(NAME, ...)                  \
	if (number == KERNEL_NUMBER(NAME)) \
		return HF_REASON_##NAME;
#define OWN_REASON(...)
#include "reasons.def"
#undef REASON
	return HF_REASON_UNKNOWN;
}

static __always_inline enum hf_level resolve_place(int number)
{
	return hf_place(number, KERNEL_NUMBER(INTEGRITY_MAX), KERNEL_NUMBER(CONFIDENTIALITY_MAX));
}

#endif
