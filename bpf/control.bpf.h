/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The only way to change a running engine: a program that root may run, and that can only raise.
 * The state's map is frozen, so that no other write reaches it.
 */
#ifndef HOLDFAST_CONTROL_BPF_H
#define HOLDFAST_CONTROL_BPF_H

#include "maps.bpf.h"

/* Several may raise at once: each level is entered once, and none is ever left downwards. */
static __always_inline int raise_level(struct hf_state *s, __u32 level)
{
	__u32 old = s->level;

	if (level < old)
		return -EPERM;
	if (level == old)
		return 0;
	/* The first to come dates it. The lower level that is skipped begins now, too. */
	for (__u32 l = HF_INTEGRITY; l < HF_LEVELS; l++)
		if (l <= level)
			__sync_val_compare_and_swap(&s->since[l], 0, bpf_ktime_get_boot_ns());
	/* From none a raise can lose the race to a higher one, and from integrity there is one. */
	if (__sync_val_compare_and_swap(&s->level, HF_NONE, level) == HF_NONE)
		return 0;
	if (level == HF_CONFIDENTIALITY)
		__sync_val_compare_and_swap(&s->level, HF_INTEGRITY, level);
	return 0;
}

/* What the kernel's own lockdown is at: it only rises, and so does our knowledge of it. */
static __always_inline int note_native(struct hf_state *s, __u32 level)
{
	if (__sync_val_compare_and_swap(&s->native, HF_NONE, level) == HF_NONE)
		return 0;
	if (level == HF_CONFIDENTIALITY)
		__sync_val_compare_and_swap(&s->native, HF_INTEGRITY, level);
	return 0;
}

SEC("syscall")
int control(struct hf_control *ctx)
{
	struct hf_state *s = get_state();

	if (!s || ctx->level >= HF_LEVELS)
		return -EINVAL;
	switch (ctx->op) {
	case HF_CONTROL_RAISE:
		return raise_level(s, ctx->level);
	case HF_CONTROL_NATIVE:
		return note_native(s, ctx->level);
	default:
		return -EINVAL;
	}
}

#endif
