/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs may come into being. The hook is asked behind the verifier and before the
 * program has a descriptor: a program that is refused here never existed for anybody.
 *
 * It is also asked whenever a descriptor is made of a program that exists. Newer kernels have
 * another hook before the verifier, whose programs are as user space wrote them.
 */
#ifndef HOLDFAST_BPF_PROG_BPF_H
#define HOLDFAST_BPF_PROG_BPF_H

#include "kernel_reads.bpf.h"
#include "modifies_hook.bpf.h"
#include "own_reason.bpf.h"

SEC("lsm/bpf_prog")
int BPF_PROG(guard_bpf_prog, struct bpf_prog *prog)
{
	int reason = HF_REASON_UNKNOWN;

	/* The guards of the seal are attached later, when the level is in force. */
	if (find_own(HF_OWN_PROG, LOAD2(prog, aux, id)))
		return 0;
	if (modifies_hook(prog))
		reason = HF_REASON_BPF_MODIFY_RETURN;
	else if (reads_kernel(prog, ctx))
		reason = HF_REASON_BPF_TYPED_READ;
	return answer_own(reason);
}

/* Linux 6.9 and later, with the program as it was submitted. */
SEC("?lsm/bpf_prog_load")
int BPF_PROG(guard_bpf_load, struct bpf_prog *prog)
{
	return answer_own(calls_reader(prog, ctx) ? HF_REASON_BPF_TYPED_READ : HF_REASON_UNKNOWN);
}

#endif
