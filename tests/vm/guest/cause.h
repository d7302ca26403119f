/* SPDX-License-Identifier: GPL-2.0 */
/* Names the rule of core/bpf_surface.def that a BPF program breaks: tests/vm/selftests-confidentiality.list. */
#ifndef HOLDFAST_TESTS_CAUSE_H
#define HOLDFAST_TESTS_CAUSE_H

#include <stdio.h>
#include <bpf/libbpf.h>

#include "bpf_look.h"

static const char *const cause_helpers[] = {
#define BPF_HELPER(number, name, GROUP) [number] = #name,
#include "bpf_surface.def"
};

static const char *const cause_types[] = {
#define BPF_TYPE(number, NAME, ...) [number] = #NAME,
#include "bpf_surface.def"
};

/* Of the first instruction that is not on the list. */
static void tell_instruction(char *cause, size_t size, const struct bpf_insn *insn,
			     unsigned int type)
{
	unsigned int helper = (unsigned int)insn->imm;

	switch (insn->code & 0x07) {
	case BPF_JMP:
		if (insn->src_reg || helper >= HF_BPF_HELPERS)
			snprintf(cause, size, "kfunc");
		else
			snprintf(cause, size, "helper:%s", cause_helpers[helper]);
		break;
	case BPF_LD:
		snprintf(cause, size, "variable");
		break;
	default:
		snprintf(cause, size, "load:%s", cause_types[type]);
	}
}

static void tell_look(char *cause, size_t size, const struct hf_bpf_look *look)
{
	if (hf_bpf_casts_unmarked(look) || (look->misused & HF_BPF_WAS_CAST))
		snprintf(cause, size, "cast");
	else if (!hf_bpf_keeps_to_list(look))
		snprintf(cause, size, "map-address");
}

/* What the kernel asks about by itself, where it is called. */
static void tell_asked(char *cause, size_t size, const struct bpf_insn *insns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned int helper = (unsigned int)insns[i].imm;

		if (insns[i].code != (BPF_JMP | BPF_CALL) || insns[i].src_reg ||
		    helper >= HF_BPF_HELPERS || hf_bpf_helpers[helper] != HF_BPF_ASKED)
			continue;
		snprintf(cause, size, "helper:%s", cause_helpers[helper]);
		return;
	}
}

/**
 * find_cause - name the first rule of the list that a program breaks
 * @cause:	the word; "": it breaks none
 * @size:	of @cause
 * @program:	it, with its instructions as they were submitted
 */
static void find_cause(char *cause, size_t size, const struct bpf_program *program)
{
	const struct bpf_insn *insns = bpf_program__insns(program);
	unsigned int type = (unsigned int)bpf_program__type(program);
	unsigned int context = hf_bpf_context_of(type);
	size_t count = bpf_program__insn_cnt(program);
	struct hf_bpf_look look;
	int looks = 0;

	*cause = '\0';
	if (context == HF_BPF_UNLISTED ||
	    !hf_bpf_is_attach_listed(type,
				     (unsigned int)bpf_program__expected_attach_type(program))) {
		snprintf(cause, size, "attach");
		return;
	}
	hf_bpf_begin(&look, context);
	do
		for (size_t i = 0; i < count && !look.bad; i++) {
			hf_bpf_look_at(&look, &insns[i]);
			if (look.bad)
				tell_instruction(cause, size, &insns[i], type);
		}
	while (!look.bad && ++looks < HF_BPF_LOOKS && hf_bpf_begin_again(&look));
	if (!*cause)
		tell_look(cause, size, &look);
	if (!*cause)
		tell_asked(cause, size, insns, count);
}

#endif
