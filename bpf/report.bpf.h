/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tells the state and the counters to any caller, root or not: it copies them into the caller's
 * argument, and writes nothing else.
 */
#ifndef HOLDFAST_REPORT_BPF_H
#define HOLDFAST_REPORT_BPF_H

#include "maps.bpf.h"

/* @at_once: a constant. */
static __always_inline int tell_report(struct hf_report *ctx, bool at_once)
{
	struct hf_memory *memory = get_memory();
	struct bpf_dynptr room;

	if (!memory)
		return -EINVAL;
	if (at_once)
		return write_argument(ctx, &memory->report, sizeof(memory->report), &room);
	ctx->state = memory->report.state;
#pragma clang loop unroll(full)
	for (__u32 slot = 0; slot < HF_SLOTS; slot++)
		ctx->counters.slots[slot] = memory->report.counters.slots[slot];
	return 0;
}

SEC("?syscall")
int report(struct hf_report *ctx)
{
	return tell_report(ctx, false);
}

SEC("?syscall")
int report_at_once(struct hf_report *ctx)
{
	return tell_report(ctx, true);
}

#endif
