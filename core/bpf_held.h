/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which registers of a BPF program hold the address of a map, at each instruction.
 *
 * A program can load from the structure of a map whose address it has, and the verifier marks no
 * such load. So this follows the registers that hold one, from the load of the address as a
 * constant until the register is written, by calls as well. A program may only move the address and
 * give it to a helper. It may not store it, return it or hand it to a function of its own. A jump
 * carries it to its target; a jump back needs another look. If more jumps carry one than are
 * remembered, the register counts as holding it everywhere.
 *
 * A cast of a socket on the way is followed in the same manner, as if a register had it.
 */
#ifndef HOLDFAST_BPF_HELD_H
#define HOLDFAST_BPF_HELD_H

#include <stdbool.h>
#include <linux/bpf.h>

/*
 * Two sets of registers in one: those that hold the address of a map, and above them those that
 * hold one if a helper calls the function, because its first argument is a map then.
 */
#define HF_BPF_MAP(reg)	   (1U << (reg))
#define HF_BPF_GIVEN(reg)  (0x10000U << (reg))
#define HF_BPF_HELD(reg)   (0x10001U << (reg))
#define HF_BPF_MAPS	   0xffffU
#define HF_BPF_WAS_CAST	   HF_BPF_MAP(15)    /* no register has that number */
#define HF_BPF_CLOBBERED   (0x10001U * 0x3f) /* r0 to r5 */
#define HF_BPF_HANDED_OVER (0x10001U * 0x3e) /* r1 to r5 */

/* For how many targets of jumps the registers are remembered, and how often all is looked at. */
#define HF_BPF_AHEAD 16
#define HF_BPF_BACK  8
#define HF_BPF_LOOKS 4

struct hf_bpf_carried {
	unsigned int at;   /* which instruction */
	unsigned int held; /* 0: free */
};

struct hf_bpf_look {
	unsigned int context;	 /* an enum hf_bpf_context */
	unsigned int at;	 /* which instruction comes next */
	unsigned int held;	 /* here */
	unsigned int across;	 /* everywhere */
	unsigned int misused;	 /* forbidden uses of an address */
	unsigned int bad;	 /* 1: something else is not on the list */
	unsigned int calls_back; /* 1: a helper may call a function with a map */
	unsigned int below;	 /* where the first other function of the program begins */
	unsigned int cast;     /* after the last cast of a socket to a structure of the kernel's */
	unsigned int unmarked; /* 1: a load that the verifier does not mark, or a way to one */
	unsigned int grown;    /* registers carried to places that had been looked at */
	unsigned int waiting;  /* how many there are of these */
	struct hf_bpf_carried ahead[HF_BPF_AHEAD];
	struct hf_bpf_carried back[HF_BPF_BACK];
};

/* Called at each of the remembered places, from the first on, until it returns 1. */
struct hf_bpf_step {
	struct hf_bpf_look *look;
	unsigned int set; /* of registers; 0: done */
	unsigned int to;  /* where a jump goes */
};

#ifdef __bpf__
/* The verifier reads this function once, and a loop of ours once for each place. */
#define hf_bpf_each(count, at_place, step) bpf_loop(count, at_place, step, 0)
#else
/**
 * hf_bpf_each - do something at each place
 * @count:	how many there are
 * @at_place:	called at each, until it returns 1
 * @step:	its argument
 */
static inline void hf_bpf_each(unsigned int count,
			       long (*at_place)(unsigned int i, struct hf_bpf_step *step),
			       struct hf_bpf_step *step)
{
	unsigned int i = 0;

	while (i < count && !at_place(i, step))
		i++;
}
#endif

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
 * hf_bpf_carry_ahead_at - remember at a place what a jump carries ahead
 * @i:		which place
 * @step:	the registers and where the jump goes
 *
 * Return: 1 if it is remembered.
 */
static inline long hf_bpf_carry_ahead_at(unsigned int i, struct hf_bpf_step *step)
{
	struct hf_bpf_look *look = step->look;
	struct hf_bpf_carried *place = &look->ahead[i & (HF_BPF_AHEAD - 1)];

	if (place->held && place->at != step->to)
		return 0;
	look->waiting += !place->held;
	place->at = step->to;
	place->held |= step->set;
	step->set = 0;
	return 1;
}

/**
 * hf_bpf_carry_back_at - remember at a place what a jump carries back
 * @i:		which place
 * @step:	the registers and where the jump goes
 *
 * Return: 1 if it is remembered.
 */
static inline long hf_bpf_carry_back_at(unsigned int i, struct hf_bpf_step *step)
{
	struct hf_bpf_look *look = step->look;
	struct hf_bpf_carried *place = &look->back[i & (HF_BPF_BACK - 1)];

	if (place->held && place->at != step->to)
		return 0;
	look->grown |= step->set & ~place->held;
	place->at = step->to;
	place->held |= step->set;
	step->set = 0;
	return 1;
}

/**
 * hf_bpf_jumps_anywhere - whether a register tells where a jump goes
 * @insn: the jump, neither call nor exit
 *
 * Return: true if it does.
 */
static inline bool hf_bpf_jumps_anywhere(const struct bpf_insn *insn)
{
	return (insn->code & 0xf0) == BPF_JA && (insn->code & BPF_X);
}

/**
 * hf_bpf_jump_of - how far a jump goes
 * @insn: the jump, neither call nor exit
 *
 * Return: how many instructions, from the next one.
 */
static inline int hf_bpf_jump_of(const struct bpf_insn *insn)
{
	bool is_long = insn->code == (BPF_JMP32 | BPF_JA);

	return is_long ? insn->imm : insn->off;
}

/**
 * hf_bpf_carry - remember what is held at a jump
 * @look:	the look
 * @insn:	the jump, neither call nor exit
 */
static inline void hf_bpf_carry(struct hf_bpf_look *look, const struct bpf_insn *insn)
{
	int off = hf_bpf_jump_of(insn);
	struct hf_bpf_step step = {
		.look = look,
		.set = look->held & HF_BPF_MAPS,
		.to = look->at + 1 + (unsigned int)off,
	};

	/* The arguments of callbacks are followed less closely: few programs have any. */
	hf_bpf_hold_everywhere(look, look->held & ~HF_BPF_MAPS);
	if (!step.set)
		return;
	if (!hf_bpf_jumps_anywhere(insn)) {
		if (off < 0)
			hf_bpf_each(HF_BPF_BACK, hf_bpf_carry_back_at, &step);
		else
			hf_bpf_each(HF_BPF_AHEAD, hf_bpf_carry_ahead_at, &step);
	}
	hf_bpf_hold_everywhere(look, step.set);
}

/**
 * hf_bpf_arrive_ahead_at - add what jumps have carried ahead to here, at a place
 * @i:		which place
 * @step:	the look
 *
 * Return: 1 if nothing waits any more.
 */
static inline long hf_bpf_arrive_ahead_at(unsigned int i, struct hf_bpf_step *step)
{
	struct hf_bpf_look *look = step->look;
	struct hf_bpf_carried *place = &look->ahead[i & (HF_BPF_AHEAD - 1)];

	if (!place->held || place->at != look->at)
		return 0;
	look->held |= place->held;
	place->held = 0;
	look->waiting--;
	return !look->waiting;
}

/**
 * hf_bpf_arrive_back_at - add what jumps carry back to here, at a place
 * @i:		which place
 * @step:	the look
 *
 * Return: 1 if no further place is in use.
 */
static inline long hf_bpf_arrive_back_at(unsigned int i, struct hf_bpf_step *step)
{
	struct hf_bpf_look *look = step->look;
	struct hf_bpf_carried *place = &look->back[i & (HF_BPF_BACK - 1)];

	if (place->held && place->at == look->at)
		look->held |= place->held;
	return !place->held;
}

/**
 * hf_bpf_arrive - add what jumps carry to the next instruction
 * @look: the look
 */
static inline void hf_bpf_arrive(struct hf_bpf_look *look)
{
	struct hf_bpf_step step = { .look = look };

	if (look->waiting)
		hf_bpf_each(HF_BPF_AHEAD, hf_bpf_arrive_ahead_at, &step);
	if (look->back[0].held)
		hf_bpf_each(HF_BPF_BACK, hf_bpf_arrive_back_at, &step);
}

#endif
