/* SPDX-License-Identifier: GPL-2.0 */
/* What the engine tells root of the record: one event at a time, and root says which it has read. */
#ifndef HOLDFAST_TELL_RECORD_BPF_H
#define HOLDFAST_TELL_RECORD_BPF_H

#include "record.bpf.h"

#define EVENT_WORDS (sizeof(struct hf_event) / sizeof(__u64))

_Static_assert(sizeof(struct hf_event) % sizeof(__u64) == 0, "an event is copied by words");

/* What is written over meanwhile, as somebody drops it, is none. */
static __always_inline int peek_event(struct kept *now, struct hf_record *ctx)
{
	__u64 number = ctx->number > now->dropped ? ctx->number : now->dropped;
	struct kept_event *place = place_of_event(number);

	if (!place || place->written != number + 1)
		return -ENOENT;
		/* The verifier wants constant places in the argument. */
#pragma clang loop unroll(full)
	for (__u32 i = 0; i < EVENT_WORDS; i++)
		((volatile __u64 *)&ctx->event)[i] = ((volatile __u64 *)&place->event)[i];
	if (*(volatile __u64 *)&place->written != number + 1)
		return -EAGAIN;
	ctx->number = number;
	return 0;
}

/* Only one that is whole: whoever writes it may not find another there. */
static __always_inline int drop_event(struct kept *now, __u64 number)
{
	struct kept_event *place = place_of_event(number);

	if (!place || place->written != number + 1)
		return -ENOENT;
	return __sync_val_compare_and_swap(&now->dropped, number, number + 1) == number ? 0 :
											  -EAGAIN;
}

SEC("syscall")
int record(struct hf_record *ctx)
{
	__u32 only = 0;
	struct kept *now = bpf_map_lookup_elem(&kept, &only);

	if (!now)
		return -EINVAL;
	switch (ctx->op) {
	case HF_RECORD_PEEK:
		return peek_event(now, ctx);
	case HF_RECORD_DROP:
		return drop_event(now, ctx->number);
	default:
		return -EINVAL;
	}
}

#endif
