/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs have a say in what is written to a sysctl, beside the guard of ftrace's switch. One on the same
 * cgroup can come after it. Where there is one that replaces what is written, the guard may not believe what it
 * sees; one that takes back what others have answered leaves nothing of it.
 */
#ifndef HOLDFAST_SETS_SYSCTL_BPF_H
#define HOLDFAST_SETS_SYSCTL_BPF_H

#include "scan.bpf.h"

/* Set by the loader: whether there is a guard of ftrace's switch, on a cgroup. */
const volatile bool guards_ftrace = 0;

/* Behind the verifier; of enum hf_sysctl_program. One that cannot be looked into may do its worst. */
static __always_inline __u32 sysctl_program(struct bpf_prog *prog, const void *ctx)
{
	const struct hf_learned *known = get_learned();
	int type = prog->type;
	__u32 can = 0;

	if (!guards_ftrace || (type != BPF_PROG_TYPE_CGROUP_SYSCTL && type != BPF_PROG_TYPE_EXT))
		return 0;
	if (!can_read_kernel || !known)
		return HF_SYSCTL_OVERRULES;
	if (has_call(prog, ctx, known->setter_call))
		can |= HF_SYSCTL_REPLACES;
	if (has_call(prog, ctx, known->overruler_call))
		can |= HF_SYSCTL_OVERRULES;
	return can;
}

/* For good: nobody can tell when the last one is gone. Once it is sealed none comes: seal_prog. */
static __always_inline void note_sysctl_program(struct bpf_prog *prog, const void *ctx)
{
	struct hf_state *s = get_state();
	__u32 can = s && !s->sealed ? sysctl_program(prog, ctx) : 0;

	if (can)
		__sync_fetch_and_or(&s->sysctl_programs, can);
}

#endif
