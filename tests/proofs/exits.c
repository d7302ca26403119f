// SPDX-License-Identifier: GPL-2.0
/*
 * For CBMC: core/lsm_exit.h, for every BPF program of INSNS instructions that the verifier accepts. If it says that no
 * answer is open, each step to an exit returns 0 or an error. A step starts at any instruction, with any registers, so
 * the number of steps is unbounded. The program's length does not matter either: the test only concerns an instruction,
 * the one before it and its jump target.
 */
#include <assert.h>

#include "lsm_exit.h"

struct bpf_insn nondet_insn(void);
unsigned int nondet_number(void);
unsigned long long nondet_register(void);

static struct bpf_insn program[INSNS];
static bool is_second[INSNS]; /* the second half of a constant, which is no instruction */

/* The rules of the kernel's instruction-set.rst. */
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

/* The next instruction, and R0 there. */
static long long take_step(long long at, unsigned long long *r0)
{
	const struct bpf_insn *insn = &program[at];
	unsigned int op = insn->code & 0xf0;

	*r0 = nondet_register();
	/* A constant is sign-extended to 64 bits; with 32 bits the rest is 0. */
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
	/* The program ends with a value that was set elsewhere. */
	assert(insn->code != (BPF_JMP | 0xf0));
	if (insn->code == (BPF_JMP | BPF_CALL)) {
		assert(insn->src_reg != 0 || insn->imm != BPF_FUNC_tail_call);
		assert(insn->src_reg != BPF_PSEUDO_KFUNC_CALL);
	}
	return at + 1;
}

/* The verifier's guarantees that matter here. */
static bool is_taken(long long at)
{
	const struct bpf_insn *insn = &program[at];
	unsigned int class = insn->code & 0x07;

	if (is_second[at])
		return !insn->code;
	/* A jump by a register has no distance. */
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
	assert(!"programs of this shape"); /* has to fail, so that the other assertions are not empty */
	answer = (int)(unsigned int)r0;
	assert(answer <= 0 && answer >= -4095);
	return 0;
}
