/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Decides which BPF programs may load. The kernel asks the hook after the verifier and before the
 * program has a descriptor: nobody ever had a program that is refused here.
 *
 * The kernel also asks it whenever a descriptor of an existing program is made. Newer kernels have
 * another hook before the verifier, which sees programs as user space wrote them: surface.bpf.h.
 */
#ifndef HOLDFAST_BPF_PROG_BPF_H
#define HOLDFAST_BPF_PROG_BPF_H

#include "calls_bpf.bpf.h"
#include "kernel_reads.bpf.h"
#include "larger_argument.bpf.h"
#include "modifies_hook.bpf.h"
#include "own_reason.bpf.h"
#include "seal.bpf.h"
#include "sets_sysctl.bpf.h"
#include "surface.bpf.h"

/*
 * On a uprobe such a program sets the registers of the process that runs into it, and so decides
 * what that process does, even one with an exception. The kernel asks no hook when it is attached,
 * so it may not load.
 */
static __always_inline bool writes_registers(struct bpf_prog *prog)
{
	struct bpf_prog_aux *aux = LOAD(prog, aux);
	struct hf_state *s = get_state();

	if (!has_exceptions || !bpf_core_field_exists(aux->kprobe_write_ctx))
		return false;
	return (!s || hf_policy_of(s)->exceptions) && LOAD(aux, kprobe_write_ctx);
}

SEC("lsm/bpf_prog")
int BPF_PROG(guard_bpf_prog, struct bpf_prog *prog)
{
	int reason = HF_REASON_UNKNOWN;

	/* The guards of the seal are attached later, when the level is in force. */
	if (find_own(HF_OWN_PROG, LOAD2(prog, aux, id)))
		return 0;
	/* After the seal, seal_prog refuses and records it. */
	if (!is_sealed() && hangs_on_engine(prog))
		return -EPERM;
	note_sysctl_program(prog, ctx);
	if (modifies_hook(prog, ctx))
		reason = HF_REASON_BPF_MODIFY_RETURN;
	else if (writes_registers(prog))
		reason = HF_REASON_EXCEPTED_PROCESS;
	else if (calls_bpf(prog, ctx, learned_bpf_call()))
		reason = HF_REASON_BPF_SYSCALL;
	else if (has_larger_argument(prog, ctx))
		reason = HF_REASON_BPF_ARGUMENT;
	else if (reads_kernel(prog, ctx) || !was_found_listed(prog) || has_maps_with_pointers(prog))
		reason = HF_REASON_BPF_TYPED_READ;
	return answer_own(reason);
}

/* Linux 6.9 and later, with the program as it was submitted. */
SEC("?lsm/bpf_prog_load")
int BPF_PROG(guard_bpf_load, struct bpf_prog *prog)
{
	int reason = HF_REASON_UNKNOWN;

	if (calls_bpf(prog, ctx, BPF_FUNC_sys_bpf))
		reason = HF_REASON_BPF_SYSCALL;
	else if (leaves_list(prog, ctx))
		reason = HF_REASON_BPF_TYPED_READ;
	return answer_own(reason);
}

#endif
