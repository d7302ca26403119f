/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs call bpf(2). Inside the kernel, bpf(2) accepts kernel addresses as those of
 * user space: it reads an element's value from any address, and writes its answers to any.
 */
#ifndef HOLDFAST_CALLS_BPF_BPF_H
#define HOLDFAST_CALLS_BPF_BPF_H

#include "scan.bpf.h"

/* Only one type has the helper, and functions that replace one of such a program. */
static __always_inline bool may_call_bpf(struct bpf_prog *prog)
{
	struct bpf_prog *target;

	if ((int)prog->type == BPF_PROG_TYPE_SYSCALL)
		return true;
	if ((int)prog->type != BPF_PROG_TYPE_EXT)
		return false;
	/* A look at the program's instructions decides. */
	if (can_read_kernel)
		return true;
	target = prog->aux->dst_prog;
	return target && (int)target->type == BPF_PROG_TYPE_SYSCALL;
}

/*
 * @call: the number in the call instruction: before the verifier that of the helper, after it the learned
 * one; 0: not known. If the program cannot be looked at, it counts as one that calls.
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
