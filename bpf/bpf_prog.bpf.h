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

/* What a program is, besides its reason. */
#define PROGRAM_UNDOES 1 /* it could undo the lock */
#define PROGRAM_LOOK   2 /* it is the engine's own, and somebody wants a descriptor of it */

/*
 * Returns whether it is refused. After the seal these two are refused as well, at none, too, where there is no reason. A
 * global function: the verifier reads it once, and not for each reason that comes here.
 */
GLOBAL int is_program_refused(int reason, __u32 is, NOT_REPLACED)
{
	struct decision d = { .reason = reason, .engine = HF_ENGINE_BPF, .verdict = HF_ALLOW };
	struct hf_state *s = get_state();

	/* An array's only entry is always there; the verifier does not know. */
	if (!s)
		return 1;
	if (reason != HF_REASON_UNKNOWN)
		decide_own(s, &d, NULL);
	if (s->sealed && is && d.verdict != HF_DENY) {
		d.reason = HF_REASON_SEAL;
		d.verdict = HF_DENY;
		d.look = is == PROGRAM_LOOK;
		d.level = s->level;
	}
	return d.reason != HF_REASON_UNKNOWN && tell_decision(s, &d);
}

static __always_inline int answer_program(int reason, __u32 is)
{
	return answer_hook(is_program_refused(reason, is, NULL));
}

/*
 * Of what is the engine's only the programs that raise and report can be had, once it is sealed. One that hangs on any of
 * them could answer in its place.
 */
SEC("lsm/bpf_prog")
int BPF_PROG(guard_bpf_prog, struct bpf_prog *prog)
{
	const __u64 *ours = find_own(HF_OWN_PROG, LOAD2(prog, aux, id));
	bool hangs, modifies;
	int reason = HF_REASON_UNKNOWN;
	__u32 sysctl;

	/* The guards of the seal are attached later, when the level is in force. */
	if (ours)
		return answer_program(reason, HF_IS_OPEN(*ours) ? 0 : PROGRAM_LOOK);
	hangs = hangs_on_engine(prog);
	if (hangs && !is_sealed())
		return -EPERM;
	sysctl = sysctl_program(prog, ctx);
	note_sysctl_program(sysctl);
	modifies = modifies_hook(prog, ctx);
	if (modifies)
		reason = HF_REASON_BPF_MODIFY_RETURN;
	else if (writes_registers(prog))
		reason = HF_REASON_EXCEPTED_PROCESS;
	else if (calls_bpf(prog, ctx, learned_bpf_call()))
		reason = HF_REASON_BPF_SYSCALL;
	else if (has_larger_argument(prog, ctx))
		reason = HF_REASON_BPF_ARGUMENT;
	else if (reads_kernel(prog, ctx) || !was_found_listed(prog) || has_maps_with_pointers(prog))
		reason = HF_REASON_BPF_TYPED_READ;
	return answer_program(reason, hangs || modifies || sysctl ? PROGRAM_UNDOES : 0);
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
