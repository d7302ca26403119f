/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the engine tells whoever asks, root or not: its state and its counters, copied into the
 * caller's argument. It writes nothing else.
 */
#ifndef HOLDFAST_REPORT_BPF_H
#define HOLDFAST_REPORT_BPF_H

#include "maps.bpf.h"

SEC("syscall")
int report(struct hf_report *ctx)
{
	struct hf_state *s = get_state();
	__u32 only = 0;
	struct hf_counters *c = bpf_map_lookup_elem(&counters, &only);

	if (!s || !c)
		return -EINVAL;
	ctx->state = *s;
	/* The verifier wants constant places in the argument. */
#pragma clang loop unroll(full)
	for (__u32 slot = 0; slot < HF_SLOTS; slot++)
		ctx->counters.slots[slot] = c->slots[slot];
	return 0;
}

#endif
