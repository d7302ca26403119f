// SPDX-License-Identifier: GPL-2.0
/* The baseline: a minimal BPF lockdown, with one hook that refuses nothing. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("lsm/locked_down")
int minimal(void *ctx)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
