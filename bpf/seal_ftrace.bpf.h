/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Before Linux 7.3, kernel.ftrace_enabled=0 takes every BPF LSM program off its hook. Programs on
 * cgroups do not hang on that switch, and this one sits on the root of cgroup v2, which every
 * process is below. It is attached the old way, without a link: nothing but a descriptor of the
 * program itself takes it off again.
 */
#ifndef HOLDFAST_SEAL_FTRACE_BPF_H
#define HOLDFAST_SEAL_FTRACE_BPF_H

#include "seal.bpf.h"

#define FTRACE_SWITCH	  "kernel/ftrace_enabled"
#define FTRACE_SWITCH_LEN (sizeof(FTRACE_SWITCH) - 1)

/*
 * What it is already, as everybody writes it. Other spellings of 1 are refused: the kernel reads a number
 * and may leave the rest for another write. Nor where another program may have the last word.
 */
static __always_inline bool leaves_it_on(struct bpf_sysctl *ctx)
{
	struct hf_state *s = get_state();
	char value[3] = {};
	long len;

	if (!can_read_kernel || !s || s->has_setters)
		return false;
	len = bpf_sysctl_get_new_value(ctx, value, sizeof(value));
	return value[0] == '1' && (len == 1 || (len == 2 && value[1] == '\n'));
}

SEC("cgroup/sysctl")
int seal_ftrace(struct bpf_sysctl *ctx)
{
	char name[FTRACE_SWITCH_LEN + 2] = {};
	long len;

	if (!ctx->write)
		return 1;
	len = bpf_sysctl_get_name(ctx, name, sizeof(name), 0);
	if (len != FTRACE_SWITCH_LEN || bpf_strncmp(name, FTRACE_SWITCH_LEN, FTRACE_SWITCH))
		return 1;
	return refuse_undoing(!leaves_it_on(ctx)) ? 0 : 1;
}

#endif
