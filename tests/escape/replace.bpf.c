// SPDX-License-Identifier: GPL-2.0
/* A program with functions like the engine's, and what replaces those. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

__noinline int count_number(int reason, __u32 number, __u32 verdict)
{
	return reason > 0 && number > verdict;
}

__noinline int resolve_reason(int number)
{
	return number > 1;
}

SEC("?lsm/file_open")
int target(void *ctx)
{
	return resolve_reason(count_number(1, 2, 3)) ? 0 : -1;
}

/* Counts nothing. */
SEC("?freplace/count_number")
int replace_count_number(int reason, __u32 number, __u32 verdict)
{
	return 0;
}

/* All is what nobody refuses. */
SEC("?freplace/resolve_reason")
int replace_resolve_reason(int number)
{
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
