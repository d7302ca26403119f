/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether a BPF program keeps to bpf_surface.def, by its instructions as user space wrote them: the
 * verifier has not changed them yet. The caller goes through all of them, from first to last:
 * hf_bpf_begin(), hf_bpf_look_at() for each, and again while hf_bpf_begin_again() says so, up to
 * HF_BPF_LOOKS times; then hf_bpf_keeps_to_list().
 */
#ifndef HOLDFAST_BPF_LOOK_H
#define HOLDFAST_BPF_LOOK_H

#include <stdbool.h>
#include <linux/bpf.h>

#include "bpf_held.h"
#include "bpf_surface.h"

/* BPF_PSEUDO_BTF_ID and BPF_LOAD_ACQ, which older headers lack. */
#define HF_BPF_ADDRESS_OF_VARIABLE 3
#define HF_BPF_LOAD_ACQUIRE	   0x100

/**
 * hf_bpf_begin - begin to look at a program
 * @look:	the look
 * @context:	of the program
 */
static inline void hf_bpf_begin(struct hf_bpf_look *look, unsigned int context)
{
	unsigned int i;

	look->context = context;
	look->at = 0;
	look->held = 0;
	look->across = 0;
	look->misused = 0;
	look->bad = 0;
	look->calls_back = 0;
	look->below = ~0U;
	look->cast = 0;
	look->unmarked = 0;
	look->grown = 0;
	look->waiting = 0;
	for (i = 0; i < HF_BPF_AHEAD; i++)
		look->ahead[i].held = 0;
	for (i = 0; i < HF_BPF_BACK; i++)
		look->back[i].held = 0;
}

/**
 * hf_bpf_counted - which of the two sets count
 * @look: the look, after the last instruction
 *
 * Return: the registers of these sets.
 */
static inline unsigned int hf_bpf_counted(const struct hf_bpf_look *look)
{
	return look->calls_back ? ~0U : HF_BPF_MAPS;
}

/**
 * hf_bpf_begin_again - begin to look once more, with the registers that jumps back carry
 * @look: the look, after the last instruction
 *
 * Return: whether that is needed.
 */
static inline bool hf_bpf_begin_again(struct hf_bpf_look *look)
{
	if (!(look->grown & hf_bpf_counted(look)))
		return false;
	look->at = 0;
	look->held = 0;
	look->misused = 0;
	look->grown = 0;
	return true;
}

/**
 * hf_bpf_casts_unmarked - whether a socket is cast where some loads from the result are not marked
 * @look: the look, after the last instruction
 *
 * Return: true if it is.
 */
static inline bool hf_bpf_casts_unmarked(const struct hf_bpf_look *look)
{
	return look->cast && (look->unmarked || look->cast > look->below);
}

/**
 * hf_bpf_keeps_to_list - the answer
 * @look: the look, after the last instruction
 *
 * Return: whether the program keeps to the list; false if it needs another look.
 */
static inline bool hf_bpf_keeps_to_list(const struct hf_bpf_look *look)
{
	return !look->bad && !hf_bpf_casts_unmarked(look) &&
	       !((look->misused | look->grown) & hf_bpf_counted(look));
}

/**
 * hf_bpf_look_at_load - a load of any kind
 * @look:	the look
 * @from:	the register with the address
 */
static inline void hf_bpf_look_at_load(struct hf_bpf_look *look, unsigned int from)
{
	if (look->context == HF_BPF_CLOSED && from != BPF_REG_10)
		look->bad = 1;
	look->misused |= hf_bpf_holding(look, HF_BPF_HELD(from));
}

/**
 * hf_bpf_look_at_function - another function of the program
 * @look:	the look
 * @insn:	the instruction that calls it, or has its address
 */
static inline void hf_bpf_look_at_function(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	unsigned int begin = look->at + 1 + (unsigned int)insn->imm;

	if (begin < look->below)
		look->below = begin;
}

/**
 * hf_bpf_look_at_callback - another function of the program, which a helper may call
 * @look:	the look
 * @insn:	the instruction that has its address
 *
 * It is handed the stack, where the result of a cast may be, and no jump leads to it: so a program
 * that casts a socket anywhere has none.
 */
static inline void hf_bpf_look_at_callback(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	hf_bpf_look_at_function(look, insn);
	look->unmarked = 1;
}

/**
 * hf_bpf_look_at_constant - an instruction of class BPF_LD
 * @look:	the look
 * @insn:	it
 */
static inline void hf_bpf_look_at_constant(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	if ((insn->code & 0xe0) != BPF_IMM) {
		/* Of a packet, by a call that is none in the instructions. */
		look->held &= ~HF_BPF_CLOBBERED;
		return;
	}
	/* The second half of one. */
	if (insn->code != (BPF_LD | BPF_IMM | BPF_DW))
		return;
	look->held &= ~HF_BPF_HELD(insn->dst_reg);
	if (insn->src_reg == BPF_PSEUDO_MAP_FD || insn->src_reg == BPF_PSEUDO_MAP_IDX)
		look->held |= HF_BPF_MAP(insn->dst_reg);
	else if (insn->src_reg == HF_BPF_ADDRESS_OF_VARIABLE ||
		 insn->src_reg > BPF_PSEUDO_MAP_IDX_VALUE)
		look->bad = 1;
	/*
	 * The program itself as a callback, which a helper calls with a map. But it is looked at as
	 * a function that is called with a context.
	 */
	else if (insn->src_reg == BPF_PSEUDO_FUNC && look->at + 1 + (unsigned int)insn->imm == 0)
		look->bad = 1;
	else if (insn->src_reg == BPF_PSEUDO_FUNC)
		hf_bpf_look_at_callback(look, insn);
}

/**
 * hf_bpf_look_at_store - an instruction of class BPF_STX, which atomic loads are, too
 * @look:	the look
 * @insn:	it
 */
static inline void hf_bpf_look_at_store(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	if ((insn->code & 0xe0) == BPF_ATOMIC && insn->imm == HF_BPF_LOAD_ACQUIRE) {
		hf_bpf_look_at_load(look, insn->src_reg);
		look->held &= ~HF_BPF_HELD(insn->dst_reg);
		look->unmarked = 1;
		return;
	}
	look->misused |= hf_bpf_holding(look, HF_BPF_HELD(insn->src_reg));
	/*
	 * The old content is in one of the two, or in none: a register that is not written keeps
	 * its content.
	 */
	if ((insn->code & 0xe0) != BPF_ATOMIC)
		return;
	if (insn->imm == BPF_CMPXCHG)
		look->held &= ~HF_BPF_HELD(BPF_REG_0);
	else if (insn->imm & BPF_FETCH)
		look->held &= ~HF_BPF_HELD(insn->src_reg);
}

/**
 * hf_bpf_look_at_arithmetic - an instruction of class BPF_ALU or BPF_ALU64
 * @look:	the look
 * @insn:	it
 *
 * A map's address plus a number that is 0 is a map's address, whichever of the two is written to.
 */
static inline void hf_bpf_look_at_arithmetic(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	unsigned int from = 0;

	/* Before the register is written, which may be the same. */
	if (insn->code & BPF_X)
		from = hf_bpf_holding(look, HF_BPF_HELD(insn->src_reg));
	if ((insn->code & 0xf0) == BPF_MOV)
		look->held &= ~HF_BPF_HELD(insn->dst_reg);
	if (from & HF_BPF_MAPS)
		look->held |= HF_BPF_MAP(insn->dst_reg);
	if (from & ~HF_BPF_MAPS)
		look->held |= HF_BPF_GIVEN(insn->dst_reg);
}

/**
 * hf_bpf_look_at_call - a call: of a function of the program's, a helper or a kfunc
 * @look:	the look
 * @insn:	it
 *
 * A function of the program may declare its argument trusted. Then the verifier marks no load from
 * it. So after a socket was cast no function may be called. Also, a function that is called may not
 * cast one, because it could return it.
 */
static inline void hf_bpf_look_at_call(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	unsigned int helper = (unsigned int)insn->imm;
	unsigned int answer = hf_bpf_answer_of(helper, look->context);

	if (insn->src_reg == BPF_PSEUDO_CALL) {
		look->misused |= hf_bpf_holding(look, HF_BPF_HANDED_OVER | HF_BPF_WAS_CAST);
		hf_bpf_look_at_function(look, insn);
	} else if (insn->src_reg || answer == HF_BPF_BAD) {
		look->bad = 1;
	} else if (answer == HF_BPF_ALONE) {
		look->held |= HF_BPF_WAS_CAST;
		if (look->cast <= look->at)
			look->cast = look->at + 1;
	} else if (helper == BPF_FUNC_for_each_map_elem || helper == BPF_FUNC_timer_set_callback) {
		look->calls_back = 1;
	}
	look->held &= ~HF_BPF_CLOBBERED;
}

/**
 * hf_bpf_look_at_jump - an instruction of class BPF_JMP or BPF_JMP32
 * @look:	the look
 * @insn:	it
 */
static inline void hf_bpf_look_at_jump(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	unsigned int op = insn->code & 0xf0;

	if (op == BPF_CALL) {
		hf_bpf_look_at_call(look, insn);
		return;
	}
	if (op == BPF_EXIT)
		look->misused |= hf_bpf_holding(look, HF_BPF_HELD(BPF_REG_0));
	else
		hf_bpf_carry(look, insn);
	/* The next instruction is reached by other ways, or begins a function. */
	if (op == BPF_EXIT || op == BPF_JA)
		look->held = HF_BPF_GIVEN(BPF_REG_1);
}

/**
 * hf_bpf_look_at - the next instruction of the program
 * @look:	the look
 * @insn:	it, as user space wrote it
 */
static inline void hf_bpf_look_at(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	hf_bpf_arrive(look);
	switch (insn->code & 0x07) {
	case BPF_LD:
		hf_bpf_look_at_constant(look, insn);
		break;
	case BPF_LDX:
		hf_bpf_look_at_load(look, insn->src_reg);
		look->held &= ~HF_BPF_HELD(insn->dst_reg);
		break;
	case BPF_STX:
		hf_bpf_look_at_store(look, insn);
		break;
	case BPF_ALU:
	case BPF_ALU64:
		hf_bpf_look_at_arithmetic(look, insn);
		break;
	case BPF_JMP:
	case BPF_JMP32:
		hf_bpf_look_at_jump(look, insn);
		break;
	}
	look->at++;
}

#endif
