/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The words that every part of holdfast shares: level, verdict, reason.
 * Freestanding: compiled into the program, the BPF engine and the built-in LSM.
 */
#ifndef HOLDFAST_LEVELS_H
#define HOLDFAST_LEVELS_H

/*
 * Ordered: a higher number refuses all that a lower one refuses.
 * The numbers cross the boundary to the kernel (engine state, events): append only.
 */
enum hf_level {
	HF_NONE = 0,
	HF_INTEGRITY = 1,
	HF_CONFIDENTIALITY = 2,
	HF_LEVELS,
};

/* The decision about one request. The numbers index the engine's counters: append only. */
enum hf_verdict {
	HF_ALLOW = 0,
	HF_AUDIT = 1, /* allowed, and recorded because a stricter policy would have denied it */
	HF_DENY = 2,
	HF_VERDICTS
};

/*
 * Our numbers for the reasons, in the order of reasons.def. They never meet the kernel's
 * enum lockdown_reason, whose numbers differ from kernel to kernel: that one is resolved by name.
 */
enum hf_reason {
#define REASON(NAME, name, ...) HF_REASON_##NAME,
#include "reasons.def"
#undef REASON
	HF_REASONS
};

#endif
