/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From the running kernel's number to our reason, by name. The numbers change from kernel to
 * kernel; a build with fixed numbers would mistake the number of kcore for that of a harmless
 * reason.
 */
#ifndef HOLDFAST_RESOLVE_BPF_H
#define HOLDFAST_RESOLVE_BPF_H

#include "kernel.bpf.h"
#include "decide.h"

/* 0 if the running kernel has no such name: the kernel asks about no number below 1. */
#define KERNEL_NUMBER(NAME)                                                        \
	(bpf_core_enum_value_exists(enum lockdown_reason, LOCKDOWN_##NAME) ?       \
		 (int)bpf_core_enum_value(enum lockdown_reason, LOCKDOWN_##NAME) : \
		 0)

/*
 * A global function: the verifier reads it once by itself. Otherwise it would read all code after
 * the call once for each of the reasons that it may return.
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
