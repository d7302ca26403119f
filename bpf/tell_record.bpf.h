/* SPDX-License-Identifier: GPL-2.0 */
/* Tells root the record: one event at a time, and root says which one it has read. */
#ifndef HOLDFAST_TELL_RECORD_BPF_H
#define HOLDFAST_TELL_RECORD_BPF_H

#include "record.bpf.h"

#define EVENT_WORDS (sizeof(struct hf_event) / sizeof(__u64))

_Static_assert(sizeof(struct hf_event) % sizeof(__u64) == 0, "an event is copied by words");

static __always_inline int copy_event(struct hf_record *ctx, struct hf_record *place, bool at_once)
{
	struct bpf_dynptr room;

	if (at_once)
		return write_argument(ctx, place, sizeof(*place), &room);
#pragma clang loop unroll(full)
	for (__u32 i = 0; i < EVENT_WORDS; i++)
		((volatile __u64 *)&ctx->event)[i] = ((volatile __u64 *)&place->event)[i];
	return 0;
}

/* An event that is overwritten meanwhile, because somebody dropped it, does not count. */
static __always_inline int peek_event(struct hf_memory *memory, struct hf_record *ctx, bool at_once)
{
	__u64 number = ctx->number > memory->dropped ? ctx->number : memory->dropped;
	struct hf_record *place = place_of_event(number);
	int err;

	if (!place || place->number != number + 1)
		return -ENOENT;
	err = copy_event(ctx, place, at_once);
	ctx->op = HF_RECORD_PEEK;
	ctx->number = number;
	if (*(volatile __u64 *)&place->number != number + 1)
		return -EAGAIN;
	return err;
}

/* Only a whole event: its writer must not find another one there. */
static __always_inline int drop_event(struct hf_memory *memory, __u64 number)
{
	struct hf_record *place = place_of_event(number);

	if (!place || place->number != number + 1)
		return -ENOENT;
	return __sync_val_compare_and_swap(&memory->dropped, number, number + 1) == number ?
		       0 :
		       -EAGAIN;
}

/* @at_once: a constant. */
static __always_inline int tell_record(struct hf_record *ctx, bool at_once)
{
	struct hf_memory *memory = get_memory();

	if (!memory)
		return -EINVAL;
	switch (ctx->op) {
	case HF_RECORD_PEEK:
		return peek_event(memory, ctx, at_once);
	case HF_RECORD_DROP:
		return drop_event(memory, ctx->number);
	default:
		return -EINVAL;
	}
}

SEC("?syscall")
int record(struct hf_record *ctx)
{
	return tell_record(ctx, false);
}

SEC("?syscall")
int record_at_once(struct hf_record *ctx)
{
	return tell_record(ctx, true);
}

#endif
