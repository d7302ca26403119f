/* SPDX-License-Identifier: GPL-2.0 */
/* The engine's maps. The loader freezes all of them: only these programs write them. */
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

/* An event has the place of its number modulo HF_EVENTS. */
struct kept_event {
	__u64 written; /* its number and 1: it is whole */
	struct hf_event event;
};

/*
 * No BPF_MAP_TYPE_RINGBUF: its readers write where they are, so that they need a descriptor by which
 * they, or anybody, can freeze it, and pretend to have read what is still to come.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, HF_EVENTS);
	__type(key, __u32);
	__type(value, struct kept_event);
} events SEC(".maps");

/* Events from @dropped up to, and without, @next are kept. */
struct kept {
	__u64 dropped, next;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct kept);
} kept SEC(".maps");

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
 * Its programs, maps and links: struct hf_own is the key, HF_OBJECT() the value. The loader writes it and
 * freezes it, and to all programs it is read-only, so that a descriptor of it is worth nothing.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_RDONLY_PROG);
	__uint(max_entries, 256);
	__type(key, struct hf_own);
	__type(value, __u64);
} objects SEC(".maps");

/* The places that its anchor is at, and the links of a seal: the control program adds to it, until it is sealed. */
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

static __always_inline int note_place(__u64 kind, __u64 id, __u64 value)
{
	struct hf_own key = { .kind = kind, .id = id };

	return bpf_map_update_elem(&own, &key, &value, BPF_ANY);
}

/* Returns the value in the map, or NULL where it is not the engine's own. */
static __always_inline const __u64 *find_own(__u64 kind, __u64 id)
{
	struct hf_own key = { .kind = kind, .id = id };
	const __u64 *found = NULL;

	if (kind <= HF_OWN_LINK)
		found = bpf_map_lookup_elem(&objects, &key);
	if (found || kind < HF_OWN_LINK)
		return found;
	return bpf_map_lookup_elem(&own, &key);
}

/* Whether it is an object of the engine's whose descriptor nobody may have. */
static __always_inline bool is_closed(__u64 kind, __u64 id)
{
	const __u64 *value = find_own(kind, id);

	return value && !HF_IS_OPEN(*value);
}

#endif
