/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs call bpf(2). Inside the kernel it takes the kernel's addresses for those of user
 * space: an element's value is read from any address, and what it answers is written to any.
 */
#ifndef HOLDFAST_CALLS_BPF_BPF_H
#define HOLDFAST_CALLS_BPF_BPF_H

#include "scan.bpf.h"

/* The helper is for one type only, and for functions that replace one of such a program. */
static __always_inline bool may_call_bpf(struct bpf_prog *prog)
{
	struct bpf_prog *target;

	if ((int)prog->type == BPF_PROG_TYPE_SYSCALL)
		return true;
	if ((int)prog->type != BPF_PROG_TYPE_EXT)
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
	if (!may_call_bpf(prog))
		return false;
	return !can_read_kernel || !call || has_call(prog, ctx, call);
}

static __always_inline int learned_bpf_call(void)
{
	const struct hf_learned *known = get_learned();

	return known ? known->bpf_call : 0;
}

#endif
