/* SPDX-License-Identifier: GPL-2.0 */
/* The engine's maps. The loader freezes all but the buffer: only these programs write them. */
#ifndef HOLDFAST_MAPS_BPF_H
#define HOLDFAST_MAPS_BPF_H

#include "kernel.bpf.h"
#include "engine_abi.h"

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hf_state);
} state SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hf_counters);
} counters SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 1 << 20); /* some 1,200 events */
} events SEC(".maps");

/* What the loader learned of this kernel: how it calls the helpers that matter. */
struct hf_learned {
	__u32 count;
	__s32 calls[HF_LEARNED_CALLS];
	__s32 bpf_call;
	__s32 setter_call; /* of bpf_sysctl_set_new_value(), before 7.3 */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hf_learned);
} learned SEC(".maps");

static __always_inline struct hf_learned *get_learned(void)
{
	__u32 only = 0;

	return bpf_map_lookup_elem(&learned, &only);
}

/*
 * Written by the loader, which freezes it; and by the control program, until the engine is sealed, where it
 * changes nothing that is there.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, struct hf_own);
	__type(value, __u64);
} own SEC(".maps");

static __always_inline struct hf_state *get_state(void)
{
	__u32 only = 0;

	return bpf_map_lookup_elem(&state, &only);
}

/* Returns the value in the map, or NULL where it is not the engine's own. */
static __always_inline const __u64 *find_own(__u64 kind, __u64 id)
{
	struct hf_own key = { .kind = kind, .id = id };

	return bpf_map_lookup_elem(&own, &key);
}

#endif
