/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs can change what is written to a sysctl, beside the guard of ftrace's switch.
 * One on the same cgroup can run after the guard. If a program can replace the written value, the
 * guard may not trust the value that it sees. A program that takes back the answers of others makes
 * the guard useless.
 */
#ifndef HOLDFAST_SETS_SYSCTL_BPF_H
#define HOLDFAST_SETS_SYSCTL_BPF_H

#include "scan.bpf.h"

/* Set by the loader: whether there is a guard of ftrace's switch, on a cgroup. */
const volatile bool guards_ftrace = 0;

/*
 * After the verifier; of enum hf_sysctl_program. A program that cannot be looked into counts as the
 * worst.
 */
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

/*
 * For good: nobody can tell when the last one is gone. After the seal none comes: the caller asks after this call
 * whether the engine is sealed.
 */
static __always_inline void note_sysctl_program(__u32 can)
{
	struct hf_state *s = get_state();

	if (can && s && !s->sealed)
		__sync_fetch_and_or(&s->sysctl_programs, can);
}

#endif
