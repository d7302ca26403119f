// SPDX-License-Identifier: GPL-2.0
/*
 * For CBMC: what core/lsm_exit.h says of every BPF program of INSNS instructions that the verifier takes. Where it
 * leaves no answer open, each step that comes to an exit leaves 0 or an error to be returned. A step is from any
 * instruction, with any registers: so the number of steps has no bound. Nor has it to do with the program's length: what
 * is asked is of an instruction, the one before it and the one that it jumps to.
 */
#include <assert.h>

#include "lsm_exit.h"

struct bpf_insn nondet_insn(void);
unsigned int nondet_number(void);
unsigned long long nondet_register(void);

static struct bpf_insn program[INSNS];
static bool is_second[INSNS]; /* half of a constant, which is no instruction */

/* By the words of the kernel's instruction-set.rst. */
static long long jump_from(long long at)
{
	const struct bpf_insn *insn = &program[at];
	bool is_long = insn->code == (BPF_JMP32 | BPF_JA);

	return at + 1 + (is_long ? (long long)insn->imm : (long long)insn->off);
}

static bool is_jump(const struct bpf_insn *insn)
{
	unsigned int class = insn->code & 0x07, op = insn->code & 0xf0;

	return (class == BPF_JMP || class == BPF_JMP32) && op != BPF_CALL && op != BPF_EXIT &&
	       op != 0xf0;
}

/* What comes next, and what R0 holds then. */
static long long take_step(long long at, unsigned long long *r0)
{
	const struct bpf_insn *insn = &program[at];
	unsigned int op = insn->code & 0xf0;

	*r0 = nondet_register();
	/* A constant: of 64 bits it is sign-extended, of 32 the rest is 0. */
	if (insn->code == 0xb7 && insn->dst_reg == 0)
		*r0 = (unsigned long long)(long long)insn->imm;
	if (insn->code == 0xb4 && insn->dst_reg == 0)
		*r0 = (unsigned int)insn->imm;
	if (insn->code == (BPF_LD | BPF_IMM | BPF_DW))
		return at + 2;
	if (is_jump(insn)) {
		if (insn->code == (BPF_JMP | BPF_JA | BPF_X))
			return nondet_number();
		return op == BPF_JA || nondet_number() % 2 ? jump_from(at) : at + 1;
	}
	/* The program is over, and has answered what was said elsewhere. */
	assert(insn->code != (BPF_JMP | 0xf0));
	if (insn->code == (BPF_JMP | BPF_CALL)) {
		assert(insn->src_reg != 0 || insn->imm != BPF_FUNC_tail_call);
		assert(insn->src_reg != BPF_PSEUDO_KFUNC_CALL);
	}
	return at + 1;
}

/* What the verifier sees to, as far as it matters. */
static bool is_taken(long long at)
{
	const struct bpf_insn *insn = &program[at];
	unsigned int class = insn->code & 0x07;

	if (is_second[at])
		return !insn->code;
	/* Where a register tells where a jump goes, it says no distance. */
	if (insn->code == (BPF_JMP | BPF_JA | BPF_X))
		return !insn->off && at + 1 < INSNS;
	if (is_jump(insn))
		return insn->code != (BPF_JMP32 | BPF_JA | BPF_X) && jump_from(at) >= 0 &&
		       jump_from(at) < INSNS;
	if (class == BPF_JMP)
		return !(insn->code & BPF_X);
	return class != BPF_JMP32;
}

static bool leaves_answer_open(void)
{
	static const struct bpf_insn none;

	for (int i = 0; i < INSNS; i++) {
		int target = hf_jump_target(&program[i], i);

		if (hf_leaves_answer_open(&program[i], i ? &program[i - 1] : &none,
					  target != i ? &program[target] : &none))
			return true;
	}
	return false;
}

int main(void)
{
	long long at = nondet_number(), next;
	unsigned long long r0;
	int answer;

	for (int i = 0; i < INSNS; i++) {
		program[i] = nondet_insn();
		is_second[i] = i && !is_second[i - 1] &&
			       program[i - 1].code == (BPF_LD | BPF_IMM | BPF_DW);
		if (!is_taken(i))
			return 0;
	}
	if (leaves_answer_open() || at >= INSNS || is_second[at])
		return 0;
	assert(program[0].code != (BPF_JMP | BPF_EXIT));
	if (program[at].code == (BPF_JMP | BPF_EXIT))
		return 0;
	next = take_step(at, &r0);
	if (next >= INSNS || is_second[next] || program[next].code != (BPF_JMP | BPF_EXIT))
		return 0;
	assert(!"programs of this shape"); /* has to be found: all else holds of something */
	answer = (int)(unsigned int)r0;
	assert(answer <= 0 && answer >= -4095);
	return 0;
}
