/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Counts the BPF programs that are attached to functions by ftrace's direct calls. Before Linux 6.7
 * the table of these calls grows in place: entries are missing until the new table has them all. If
 * something else traces a function as well, each call looks it up in this table. Meanwhile its
 * programs are not called, and an LSM hook refuses nothing. So after the seal there are never so
 * many programs that the table grows.
 *
 * A program is attached to at most one function. It is counted from before it has a descriptor
 * until it is gone. The loader counts those that came before.
 */
#ifndef HOLDFAST_HOOKED_BPF_H
#define HOLDFAST_HOOKED_BPF_H

#include "seal.bpf.h"

/* The first table has 32 buckets, and grows when there are more than two calls to a bucket. */
#define HOOKED_AT_MOST 64

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, HF_HOOKED_COUNTS);
	__type(key, __u32);
	__type(value, __s64);
} hooked SEC(".maps");

static __always_inline __s64 *get_hooked(__u32 which)
{
	return bpf_map_lookup_elem(&hooked, &which);
}

SEC("?lsm/bpf_prog_alloc_security")
int BPF_PROG(guard_hooked, struct bpf_prog_aux *aux)
{
	__s64 *before = get_hooked(HF_HOOKED_BEFORE), *since = get_hooked(HF_HOOKED_SINCE);

	if (!aux->attach_btf_id)
		return 0;
	if (!before || !since)
		return -EPERM;
	if (__sync_fetch_and_add(since, 1) + *before < HOOKED_AT_MOST || !is_sealed())
		return 0;
	__sync_fetch_and_add(since, -1);
	return refuse_undoing(true);
}

SEC("?lsm/bpf_prog_free_security")
int BPF_PROG(forget_hooked, struct bpf_prog_aux *aux)
{
	__s64 *since = get_hooked(HF_HOOKED_SINCE);

	if (since && aux->attach_btf_id)
		__sync_fetch_and_add(since, -1);
	return 0;
}

#endif
