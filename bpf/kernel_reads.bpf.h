/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs read the kernel's memory, by their instructions after the verifier: it marks
 * loads through pointers that may fault as probed. surface.bpf.h looks before the verifier. This
 * look also finds programs that were loaded before the lock, when somebody asks for a descriptor of
 * one.
 *
 * Loads through pointers that the verifier trusts are not probed, and so not marked (Linux 6.2 and
 * later): arguments of tp_btf, iterator, LSM, struct_ops and netfilter programs, and the result of
 * bpf_get_current_task_btf().
 */
#ifndef HOLDFAST_KERNEL_READS_BPF_H
#define HOLDFAST_KERNEL_READS_BPF_H

#include "kernel_reads.h"
#include "scan.bpf.h"

/* From the kernel's filter.h: modes that only the verifier gives to an instruction. */
#define BPF_PROBE_MEM	0x20
#define BPF_PROBE_MEMSX 0x40

#define INSN_CLASS(insn) ((insn)->code & 0x07)
#define INSN_MODE(insn)	 ((insn)->code & 0xe0)

/* If the program is not seen before the verifier. */
static __always_inline bool is_learned_call(const struct scan *scan, const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | BPF_CALL) && !insn->src_reg && insn->imm &&
	       (insn->imm == scan->calls[0] || insn->imm == scan->calls[1] ||
		insn->imm == scan->calls[2] || insn->imm == scan->calls[3]);
}

/* A marked load; in a program with trusted pointers any load that is not from its stack. */
static long step_verified(__u32 at, struct scan *scan)
{
	struct bpf_insn insn;

	if (!fetch_insn(scan->insns, at, &insn)) {
		scan->found = true;
		return 1;
	}
	if (is_learned_call(scan, &insn)) {
		scan->found = true;
		return 1;
	}
	if (INSN_CLASS(&insn) != BPF_LDX)
		return 0;
	if (INSN_MODE(&insn) != BPF_PROBE_MEM && INSN_MODE(&insn) != BPF_PROBE_MEMSX &&
	    (!scan->trusting || insn.src_reg == BPF_REG_10))
		return 0;
	scan->found = true;
	return 1;
}

/* Whether the verifier of this kernel trusts any pointer. */
static __always_inline bool kernel_trusts_pointers(void)
{
	return bpf_core_enum_value_exists(enum bpf_type_flag, PTR_TRUSTED);
}

/*
 * Without bpf_probe_read_kernel() the engine cannot look: program types for tracing are refused,
 * and so is any program with a marked load. For programs with subprograms only the loads of the
 * first one are seen.
 */
static __always_inline bool may_read_kernel(struct bpf_prog *prog)
{
	return hf_is_for_tracing(prog->type) || prog->aux->num_exentries;
}

/* After the verifier. A program too long for bpf_loop() counts as one that reads. */
static __always_inline bool reads_kernel(struct bpf_prog *prog, const void *ctx)
{
	const struct hf_learned *known = get_learned();
	struct scan scan = {};

	if (!can_read_kernel)
		return may_read_kernel(prog);
	if (!known || !start_scan(&scan, ctx))
		return true;
	__builtin_memcpy(scan.calls, known->calls, sizeof(scan.calls));
	scan.trusting = kernel_trusts_pointers() &&
			hf_has_trusted_arguments(prog->type, prog->expected_attach_type);
	return bpf_loop(prog->len, step_verified, &scan, 0) < 0 || scan.found;
}

#endif
