/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What calls of helpers look like after the verifier, which has replaced their numbers by
 * distances to functions of this very kernel. Learned from programs that call nothing else: loaded,
 * looked at, let go. /proc/kallsyms would tell, too, and reading it takes longer than a lock.
 */
#ifndef HOLDFAST_RESIDUE_CALLS_H
#define HOLDFAST_RESIDUE_CALLS_H

#include <linux/bpf.h>

#include "residue/residue.h"

/* Of the helpers that matter: their number, and what they do. */
struct helper_call {
	const struct residue_way *way;
	const char *arguments;	 /* see residue_calls.c */
	enum bpf_prog_type type; /* which may call it */
	int helper;
	int distance; /* 0: not known */
};

/*
 * Learns all of @calls; adds a gap for those that this kernel does not tell: it shows no distances,
 * or refuses the program, as a lock does.
 */
void residue_learn_calls(struct residue *residue, struct helper_call *calls, size_t count);

/* A program's instructions, and how many; NULL with errno. For free(). */
struct bpf_insn *read_instructions(int program, struct bpf_prog_info *info, size_t *count);

#endif
