/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs call bpf(2). Inside the kernel it takes the kernel's addresses for those of user
 * space: an element's value is read from any address, and what it answers is written to any.
 */
#ifndef HOLDFAST_CALLS_BPF_BPF_H
#define HOLDFAST_CALLS_BPF_BPF_H

#include "kernel_reads.bpf.h"

static long step_bpf_call(__u32 at, struct scan *scan)
{
	struct bpf_insn insn;

	if (!fetch_insn(scan, at, &insn)) {
		scan->found = true;
		return 1;
	}
	if (insn.code != (BPF_JMP | BPF_CALL) || insn.src_reg || insn.imm != scan->bpf_call)
		return 0;
	scan->found = true;
	return 1;
}

/* The helper is for one type only, and for functions that replace one of such a program. */
static __always_inline bool may_call_bpf(struct bpf_prog *prog)
{
	struct bpf_prog *target;

	if ((int)LOAD(prog, type) == BPF_PROG_TYPE_SYSCALL)
		return true;
	if ((int)LOAD(prog, type) != BPF_PROG_TYPE_EXT)
		return false;
	/* A look at the program tells. */
	if (can_read_kernel)
		return true;
	target = prog->aux->dst_prog;
	return target && (int)target->type == BPF_PROG_TYPE_SYSCALL;
}

/*
 * @call: what follows the code of such a call: before the verifier the helper's number, behind it what
 * was learned; 0: that is not known. Who cannot look takes all that may for one that does.
 */
static __always_inline bool calls_bpf(struct bpf_prog *prog, const void *ctx, int call)
{
	struct scan scan = {};

	if (!may_call_bpf(prog))
		return false;
	if (!can_read_kernel || !call || !start_scan(&scan, ctx))
		return true;
	scan.bpf_call = call;
	return bpf_loop(LOAD(prog, len), step_bpf_call, &scan, 0) < 0 || scan.found;
}

static __always_inline int learned_bpf_call(void)
{
	struct hf_learned *known;
	__u32 only = 0;

	known = bpf_map_lookup_elem(&learned, &only);
	return known ? known->bpf_call : 0;
}

#endif
