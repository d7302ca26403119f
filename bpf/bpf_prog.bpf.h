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
#include "own_reason.bpf.h"

#define HOOK_PREFIX	"security_"
#define HOOK_PREFIX_LEN (sizeof(HOOK_PREFIX) - 1)

/*
 * An fmod_ret program on a function of the security hooks returns what it likes, and above 0 skips
 * the hook of every security module where the caller tests for < 0 only: the guard here is such a
 * hook. Where names cannot be read, every fmod_ret program counts as one: it attaches to little
 * else.
 */
static __always_inline bool modifies_hook(struct bpf_prog *prog)
{
	char name[HOOK_PREFIX_LEN + 1] = {};

	if (prog->expected_attach_type != BPF_MODIFY_RETURN || prog->type != BPF_PROG_TYPE_TRACING)
		return false;
	if (!can_read_kernel)
		return true;
	if (bpf_probe_read_kernel(name, HOOK_PREFIX_LEN, prog->aux->attach_func_name))
		return true;
	return !bpf_strncmp(name, HOOK_PREFIX_LEN, HOOK_PREFIX);
}

SEC("lsm/bpf_prog")
int BPF_PROG(guard_bpf_prog, struct bpf_prog *prog)
{
	int reason = HF_REASON_UNKNOWN;

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
