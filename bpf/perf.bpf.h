/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Records of tracepoints, which have the kernel's arguments and parts of its structures. perf gives them to root. There
 * the kernel's own lockdown asks only about registers. It refuses the files of tracefs, which have the same records.
 */
#ifndef HOLDFAST_PERF_BPF_H
#define HOLDFAST_PERF_BPF_H

#include "own_reason.bpf.h"

/* From the kernel's security.h. The kernel asks with it for events that record or trace functions, not for those that count. */
#define PERF_SECURITY_TRACEPOINT 3

/* The type is the last argument. Older kernels have the event's description before it. */
SEC("lsm/perf_event_open")
int guard_perf(void *ctx)
{
	__u64 type;

	if (bpf_get_func_arg(ctx, (__u32)bpf_get_func_arg_cnt(ctx) - 1, &type))
		return -EPERM;
	return answer_own((__u32)type == PERF_SECURITY_TRACEPOINT ? HF_REASON_PERF :
								    HF_REASON_UNKNOWN);
}

#endif
