/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Calls of helpers as they look after the verifier, which replaces a helper's number by the distance to a function of
 * this kernel. The distances are learned from programs that call one helper: each is loaded, read and freed.
 * /proc/kallsyms has them, too, but reading it takes longer than a lock.
 */
#ifndef HOLDFAST_RESIDUE_CALLS_H
#define HOLDFAST_RESIDUE_CALLS_H

#include <linux/bpf.h>

#include "residue/residue.h"

/* A helper that matters: its number and its effect. */
struct helper_call {
	const struct residue_way *way;
	const char *arguments;	 /* see calls.c */
	enum bpf_prog_type type; /* a type that may call it */
	int helper;
	int distance; /* 0: not known */
};

/*
 * Learns all of @calls. Adds a gap for each that cannot be learned, because this kernel shows no distances or refuses
 * the program, as a lock does.
 */
void residue_learn_calls(struct residue *residue, struct helper_call *calls, size_t count);

/* Reads a program's instructions, and their number into @count. For free(); NULL with errno. */
struct bpf_insn *read_instructions(int program, struct bpf_prog_info *info, size_t *count);

#endif
