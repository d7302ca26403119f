/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether a BPF program keeps to bpf_surface.def, by its instructions as user space wrote them: the
 * verifier has not changed them yet. Whoever looks goes through all of them, from first to last.
 *
 * A program can load from the structure of a map whose address it has, and the verifier marks no
 * such load. So it is followed which registers hold one. That begins where the address is loaded as
 * a constant, and ends where the register is written, by calls as well. Nothing may be done with it
 * but to move it and to give it to a helper: it is not stored, returned or handed to a function of
 * the program's. A jump carries it to where it goes, which takes another look where that is back;
 * where more of them carry one than are remembered, the register counts as holding it everywhere.
 */
#ifndef HOLDFAST_BPF_SURFACE_H
#define HOLDFAST_BPF_SURFACE_H

#include <stdbool.h>
#include <linux/bpf.h>

enum hf_bpf_answer { HF_BPF_BAD, HF_BPF_GOOD, HF_BPF_ASKED };
enum hf_bpf_context { HF_BPF_UNLISTED, HF_BPF_PLAIN, HF_BPF_CLOSED, HF_BPF_TARGET };

enum hf_bpf_group_answer {
#define BPF_GROUP(NAME, ANSWER, ...) HF_BPF_##NAME##_ANSWER = HF_BPF_##ANSWER,
#include "bpf_surface.def"
};

enum hf_bpf_type {
#define BPF_TYPE(number, NAME, ...) HF_BPF_TYPE_##NAME = (number),
#include "bpf_surface.def"
};

#define HF_BPF_HELPERS 212
#define HF_BPF_TYPES   33

static const unsigned char hf_bpf_helpers[HF_BPF_HELPERS] = {
#define BPF_HELPER(number, name, GROUP) [number] = HF_BPF_##GROUP##_ANSWER,
#include "bpf_surface.def"
};

static const unsigned char hf_bpf_contexts[HF_BPF_TYPES] = {
#define BPF_TYPE(number, NAME, CONTEXT, ...) [number] = HF_BPF_##CONTEXT,
#include "bpf_surface.def"
};

/* BPF_PSEUDO_BTF_ID and BPF_LOAD_ACQ, which not all headers have that this is built with. */
#define HF_BPF_ADDRESS_OF_VARIABLE 3
#define HF_BPF_LOAD_ACQUIRE	   0x100

/*
 * Two sets of registers in one: those that hold the address of a map, and above them those that
 * hold one where the function is called by a helper, whose first argument to it is a map.
 */
#define HF_BPF_MAP(reg)	   (1U << (reg))
#define HF_BPF_GIVEN(reg)  (0x10000U << (reg))
#define HF_BPF_HELD(reg)   (0x10001U << (reg))
#define HF_BPF_MAPS	   0xffffU
#define HF_BPF_CLOBBERED   (0x10001U * 0x3f) /* r0 to r5 */
#define HF_BPF_HANDED_OVER (0x10001U * 0x3e) /* r1 to r5 */

/* Of how many places it is remembered what jumps carry there, and how often all is looked at. */
#define HF_BPF_AHEAD 16
#define HF_BPF_BACK  8
#define HF_BPF_LOOKS 4

struct hf_bpf_carried {
	unsigned int at;   /* which instruction */
	unsigned int held; /* 0: free */
};

struct hf_bpf_look {
	unsigned int context;	 /* an enum hf_bpf_context, but HF_BPF_TARGET */
	unsigned int at;	 /* which instruction comes next */
	unsigned int held;	 /* here */
	unsigned int across;	 /* everywhere */
	unsigned int misused;	 /* what was done with an address that may not be */
	unsigned int bad;	 /* 1: something else is not on the list */
	unsigned int calls_back; /* 1: a helper may call a function with a map */
	unsigned int grown;	 /* what came to places that had been looked at */
	unsigned int waiting;	 /* how many there are of these */
	struct hf_bpf_carried ahead[HF_BPF_AHEAD];
	struct hf_bpf_carried back[HF_BPF_BACK];
};

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
	look->grown = 0;
	look->waiting = 0;
	for (i = 0; i < HF_BPF_AHEAD; i++)
		look->ahead[i].held = 0;
	for (i = 0; i < HF_BPF_BACK; i++)
		look->back[i].held = 0;
}

/**
 * hf_bpf_counted - which of both sets count
 * @look: the look, after the last instruction
 *
 * Return: the registers of these sets.
 */
static inline unsigned int hf_bpf_counted(const struct hf_bpf_look *look)
{
	return look->calls_back ? ~0U : HF_BPF_MAPS;
}

/**
 * hf_bpf_begin_again - begin to look once more, with what jumps back carry
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
 * hf_bpf_keeps_to_list - the answer
 * @look: the look, after the last instruction
 *
 * Return: whether the program keeps to the list; not where it takes yet another look.
 */
static inline bool hf_bpf_keeps_to_list(const struct hf_bpf_look *look)
{
	return !look->bad && !((look->misused | look->grown) & hf_bpf_counted(look));
}

/**
 * hf_bpf_holding - which registers hold an address
 * @look:	the look
 * @set:	of these registers
 *
 * Return: a part of @set.
 */
static inline unsigned int hf_bpf_holding(const struct hf_bpf_look *look, unsigned int set)
{
	return (look->held | look->across) & set;
}

/**
 * hf_bpf_look_at_load - a load, of whatever kind
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
		return;
	}
	look->misused |= hf_bpf_holding(look, HF_BPF_HELD(insn->src_reg));
	/* What was there before may be in one of both. */
	if ((insn->code & 0xe0) == BPF_ATOMIC)
		look->held &= ~(HF_BPF_HELD(insn->src_reg) | HF_BPF_HELD(BPF_REG_0));
}

/**
 * hf_bpf_look_at_arithmetic - an instruction of class BPF_ALU or BPF_ALU64
 * @look:	the look
 * @insn:	it
 *
 * A map's address plus a number that is 0 is one, whichever of both is written to.
 */
static inline void hf_bpf_look_at_arithmetic(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	if ((insn->code & 0xf0) == BPF_MOV)
		look->held &= ~HF_BPF_HELD(insn->dst_reg);
	if (!(insn->code & BPF_X))
		return;
	if (hf_bpf_holding(look, HF_BPF_MAP(insn->src_reg)))
		look->held |= HF_BPF_MAP(insn->dst_reg);
	if (hf_bpf_holding(look, HF_BPF_GIVEN(insn->src_reg)))
		look->held |= HF_BPF_GIVEN(insn->dst_reg);
}

/**
 * hf_bpf_look_at_call - a call: of a function of the program's, a helper or a kfunc
 * @look:	the look
 * @insn:	it
 */
static inline void hf_bpf_look_at_call(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	unsigned int helper = (unsigned int)insn->imm;

	if (insn->src_reg == BPF_PSEUDO_CALL)
		look->misused |= hf_bpf_holding(look, HF_BPF_HANDED_OVER);
	else if (insn->src_reg || helper >= HF_BPF_HELPERS || hf_bpf_helpers[helper] == HF_BPF_BAD)
		look->bad = 1;
	else if (helper == BPF_FUNC_for_each_map_elem || helper == BPF_FUNC_timer_set_callback)
		look->calls_back = 1;
	look->held &= ~HF_BPF_CLOBBERED;
}

/**
 * hf_bpf_hold_everywhere - give up following these registers
 * @look:	the look
 * @set:	the registers
 */
static inline void hf_bpf_hold_everywhere(struct hf_bpf_look *look, unsigned int set)
{
	look->grown |= set & ~look->across;
	look->across |= set;
}

/**
 * hf_bpf_carry_ahead - remember what a jump carries to what was not looked at yet
 * @look:	the look
 * @set:	the registers
 * @to:		where it goes
 */
static inline void hf_bpf_carry_ahead(struct hf_bpf_look *look, unsigned int set, unsigned int to)
{
	unsigned int i;

	for (i = 0; i < HF_BPF_AHEAD; i++) {
		if (look->ahead[i].held && look->ahead[i].at != to)
			continue;
		look->waiting += !look->ahead[i].held;
		look->ahead[i].at = to;
		look->ahead[i].held |= set;
		return;
	}
	hf_bpf_hold_everywhere(look, set);
}

/**
 * hf_bpf_carry_back - remember what a jump carries to what was looked at
 * @look:	the look
 * @set:	the registers
 * @to:		where it goes
 */
static inline void hf_bpf_carry_back(struct hf_bpf_look *look, unsigned int set, unsigned int to)
{
	unsigned int i;

	for (i = 0; i < HF_BPF_BACK; i++) {
		if (look->back[i].held && look->back[i].at != to)
			continue;
		look->grown |= set & ~look->back[i].held;
		look->back[i].at = to;
		look->back[i].held |= set;
		return;
	}
	hf_bpf_hold_everywhere(look, set);
}

/**
 * hf_bpf_carry - remember what is held at a jump
 * @look:	the look
 * @insn:	the jump, neither call nor exit
 */
static inline void hf_bpf_carry(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	bool always = (insn->code & 0xf0) == BPF_JA;
	int off = always && (insn->code & 0x07) == BPF_JMP32 ? insn->imm : insn->off;
	unsigned int set = look->held & HF_BPF_MAPS;

	/* What callbacks are given is followed less closely: few programs have any. */
	hf_bpf_hold_everywhere(look, look->held & ~HF_BPF_MAPS);
	if (!set)
		return;
	if (always && (insn->code & BPF_X))
		hf_bpf_hold_everywhere(look, set);
	else if (off < 0)
		hf_bpf_carry_back(look, set, look->at + 1 + (unsigned int)off);
	else
		hf_bpf_carry_ahead(look, set, look->at + 1 + (unsigned int)off);
}

/**
 * hf_bpf_arrive - add what jumps carry to the next instruction
 * @look: the look
 */
static inline void hf_bpf_arrive(struct hf_bpf_look *look)
{
	unsigned int i;

	for (i = 0; look->waiting && i < HF_BPF_AHEAD; i++) {
		if (!look->ahead[i].held || look->ahead[i].at != look->at)
			continue;
		look->held |= look->ahead[i].held;
		look->ahead[i].held = 0;
		look->waiting--;
	}
	for (i = 0; i < HF_BPF_BACK && look->back[i].held; i++)
		if (look->back[i].at == look->at)
			look->held |= look->back[i].held;
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
	/* What follows is reached by other ways, or is the beginning of a function. */
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

/**
 * hf_bpf_is_attach_listed - whether the list has an attach type
 * @type:	of the program
 * @attach:	the attach type that it expects; 0: none
 *
 * Return: true where it has.
 */
static inline bool hf_bpf_is_attach_listed(unsigned int type, unsigned int attach)
{
	/* There it is the number of a member. */
	if (!attach || type == HF_BPF_TYPE_STRUCT_OPS)
		return true;
	if (attach > 0xff)
		return false;
	switch (type << 8 | attach) {
#define BPF_ATTACH(TYPE, number, ...) case HF_BPF_TYPE_##TYPE << 8 | (number):
#include "bpf_surface.def"
		return true;
	default:
		return false;
	}
}

/**
 * hf_bpf_context_of - what the list says of a type's context
 * @type: of the program
 *
 * Return: an enum hf_bpf_context; HF_BPF_UNLISTED where it says nothing.
 */
static inline unsigned int hf_bpf_context_of(unsigned int type)
{
	return type < HF_BPF_TYPES ? hf_bpf_contexts[type] : HF_BPF_UNLISTED;
}

#endif
