/* SPDX-License-Identifier: GPL-2.0 */
/* Looking through a program's instructions. */
#ifndef HOLDFAST_SCAN_BPF_H
#define HOLDFAST_SCAN_BPF_H

#include "exe_path.bpf.h"
#include "maps.bpf.h"

struct scan {
	__u64 insns; /* their address: a number, because otherwise the verifier would allow constant steps only */
	bool trusting; /* the program's arguments are pointers that the verifier trusts */
	bool found;
	__s32 call;		       /* the one that has_call() looks for */
	__s32 calls[HF_LEARNED_CALLS]; /* of helpers, after the verifier; 0: not known */
};

static __always_inline bool fetch_insn(__u64 insns, __u32 at, struct bpf_insn *insn)
{
	return !bpf_probe_read_kernel(insn, sizeof(*insn), (void *)(insns + at * sizeof(*insn)));
}

/* @ctx: of an LSM program whose first argument is @prog. */
static __always_inline bool start_scan(struct scan *scan, const void *ctx)
{
	scan->found = false;
	scan->trusting = false;
	if (bpf_probe_read_kernel(&scan->insns, sizeof(scan->insns), ctx))
		return false;
	scan->insns += bpf_core_field_offset(struct bpf_prog, insnsi);
	return true;
}

static long step_call(__u32 at, struct scan *scan)
{
	struct bpf_insn insn;

	if (!fetch_insn(scan->insns, at, &insn)) {
		scan->found = true;
		return 1;
	}
	if (insn.code != (BPF_JMP | BPF_CALL) || insn.src_reg || insn.imm != scan->call)
		return 0;
	scan->found = true;
	return 1;
}

/*
 * Whether the program calls a helper. @call: before the verifier its number, after it the learned
 * one. A program that is too long for bpf_loop() counts as one that does.
 */
static __always_inline bool has_call(struct bpf_prog *prog, const void *ctx, int call)
{
	struct scan scan = { .call = call };

	return !start_scan(&scan, ctx) || bpf_loop(prog->len, step_call, &scan, 0) < 0 ||
	       scan.found;
}

#endif
