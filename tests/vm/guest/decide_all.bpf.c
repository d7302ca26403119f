// SPDX-License-Identifier: GPL-2.0
/* Runs the decision for every possible input in the kernel's BPF, compiled as the engine is. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#include "decide_all.h"

unsigned char verdicts[HF_ALL];
unsigned int answered;

static long answer(__u32 at, void *unused)
{
	if (at >= HF_ALL)
		return 1;
	verdicts[at] = hf_decide_one(at);
	answered++;
	return 0;
}

SEC("syscall")
int decide_all(void *ctx)
{
	return bpf_loop(HF_ALL, answer, NULL, 0);
}

char LICENSE[] SEC("license") = "GPL";
