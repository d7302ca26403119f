/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The possible answers of a BPF LSM program, by its instructions: whether each of its exits returns
 * a constant that is 0 or an error. Such a program can only refuse. From Linux 6.12 on all programs
 * can only refuse. The caller asks hf_leaves_answer_open() for each instruction; the engine and the
 * loader do.
 */
#ifndef HOLDFAST_LSM_EXIT_H
#define HOLDFAST_LSM_EXIT_H

#include <stdbool.h>
#include <linux/bpf.h>

/* What functions of the kernel's that ask all security modules are called: an fmod_ret program answers for all of them. */
#define HF_HOOK_PREFIX "security_"

#define HF_MAX_ERRNO 4095
/* The kernel's own, which the verifier writes for a tail call. */
#define HF_TAIL_CALL 0xf0

static inline bool hf_is_exit(const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | BPF_EXIT);
}

/* Whether an exit right after it returns 0 or an error. */
static inline bool hf_sets_refusal(const struct bpf_insn *insn)
{
	return (insn->code == (BPF_ALU64 | BPF_MOV | BPF_K) ||
		insn->code == (BPF_ALU | BPF_MOV | BPF_K)) &&
	       insn->dst_reg == BPF_REG_0 && insn->imm <= 0 && insn->imm >= -HF_MAX_ERRNO;
}

/*
 * Whether other code continues in its place: a tail call, a function of the program, a function of
 * the kernel (bpf_throw() ends the program with any number), or a jump to an address in a register.
 */
static inline bool hf_goes_elsewhere(const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | HF_TAIL_CALL) || insn->code == (BPF_JMP | BPF_JA | BPF_X) ||
	       (insn->code == (BPF_JMP | BPF_CALL) &&
		(insn->src_reg || insn->imm == BPF_FUNC_tail_call));
}

/* Where it may jump to from @at; @at itself if it is no jump. */
static inline int hf_jump_target(const struct bpf_insn *insn, int at)
{
	int class = insn->code & 0x07, op = insn->code & 0xf0;

	if ((class != BPF_JMP && class != BPF_JMP32) || op == BPF_CALL || op == BPF_EXIT ||
	    op == HF_TAIL_CALL)
		return at;
	return at + 1 + (class == BPF_JMP32 && op == BPF_JA ? insn->imm : insn->off);
}

/*
 * Whether the program may give any answer by this instruction. @before: the one before it, @to: the
 * one that it may jump to; each is all zeros if there is none.
 */
static inline bool hf_leaves_answer_open(const struct bpf_insn *insn, const struct bpf_insn *before,
					 const struct bpf_insn *to)
{
	return hf_goes_elsewhere(insn) || hf_is_exit(to) ||
	       (hf_is_exit(insn) && !hf_sets_refusal(before));
}

#endif
