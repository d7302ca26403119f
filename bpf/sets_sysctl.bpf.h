/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs replace what is written to a sysctl. The guard of ftrace's switch may believe what it
 * sees only where there are none: one beside it, on the same cgroup, can come after it.
 */
#ifndef HOLDFAST_SETS_SYSCTL_BPF_H
#define HOLDFAST_SETS_SYSCTL_BPF_H

#include "scan.bpf.h"

/* Behind the verifier. Where the call was not learned, nobody asks. */
static __always_inline bool sets_sysctl(struct bpf_prog *prog, const void *ctx)
{
	const struct hf_learned *known = get_learned();
	int type = prog->type;

	if (type != BPF_PROG_TYPE_CGROUP_SYSCTL && type != BPF_PROG_TYPE_EXT)
		return false;
	return can_read_kernel && known && known->setter_call &&
	       has_call(prog, ctx, known->setter_call);
}

/* For good: nobody can tell when the last one is gone. Once it is sealed none comes: seal_prog. */
static __always_inline void note_setter(struct bpf_prog *prog, const void *ctx)
{
	struct hf_state *s = get_state();

	if (s && !s->sealed && sets_sysctl(prog, ctx))
		s->has_setters = 1;
}

#endif
