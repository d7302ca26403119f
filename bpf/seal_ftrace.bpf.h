/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guard of ftrace's switch. Programs on cgroups do not depend on ftrace, and this one is on the
 * root of cgroup v2, which covers every process. It is attached the old way, without a link: only a
 * descriptor of the program itself can take it off again.
 */
#ifndef HOLDFAST_SEAL_FTRACE_BPF_H
#define HOLDFAST_SEAL_FTRACE_BPF_H

#include "ftrace_switch.bpf.h"
#include "seal.bpf.h"

/*
 * A write of the current value, in the usual form. Other forms of 1 are refused: the kernel reads a
 * number and may leave the rest for another write. All writes are refused if another program may
 * have the last word.
 */
static __always_inline bool leaves_it_on(struct bpf_sysctl *ctx)
{
	struct hf_state *s = get_state();
	char value[3] = {};
	long len;

	if (!can_read_kernel || !s || s->sysctl_programs)
		return false;
	len = bpf_sysctl_get_new_value(ctx, value, sizeof(value));
	return value[0] == '1' && (len == 1 || (len == 2 && value[1] == '\n'));
}

/*
 * Its argument has no type: with that of a context the program could be replaced, as a global
 * function can.
 */
SEC("cgroup/sysctl")
int seal_ftrace(void *argument)
{
	struct bpf_sysctl *ctx = argument;

	if (!writes_ftrace_switch(ctx))
		return 1;
	return refuse_undoing(!leaves_it_on(ctx)) ? 0 : 1;
}

#endif
