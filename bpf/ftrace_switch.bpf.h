/* SPDX-License-Identifier: GPL-2.0 */
/* Before Linux 7.3, kernel.ftrace_enabled=0 takes every BPF LSM program off its hook. */
#ifndef HOLDFAST_FTRACE_SWITCH_BPF_H
#define HOLDFAST_FTRACE_SWITCH_BPF_H

#include "kernel.bpf.h"

#define FTRACE_SWITCH	  "kernel/ftrace_enabled"
#define FTRACE_SWITCH_LEN (sizeof(FTRACE_SWITCH) - 1)

static __always_inline bool writes_ftrace_switch(struct bpf_sysctl *ctx)
{
	char name[FTRACE_SWITCH_LEN + 2] = {};
	long len;

	if (!ctx->write)
		return false;
	len = bpf_sysctl_get_name(ctx, name, sizeof(name), 0);
	return len == FTRACE_SWITCH_LEN && !bpf_strncmp(name, FTRACE_SWITCH_LEN, FTRACE_SWITCH);
}

#endif
