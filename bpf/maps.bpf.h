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
	__type(value, struct hf_memory);
} state SEC(".maps");

/*
 * The place of an event is its number modulo HF_EVENTS. The event has its number plus one once it
 * is whole.
 *
 * No BPF_MAP_TYPE_RINGBUF: its readers write their position, so they need a descriptor. With it
 * anybody can freeze the buffer, and pretend to have read events that are still to come.
 */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, HF_EVENTS);
	__type(key, __u32);
	__type(value, struct hf_record);
} events SEC(".maps");

/* What the loader learned about this kernel: how it calls the helpers that matter. */
struct hf_learned {
	__u32 count;
	__s32 calls[HF_LEARNED_CALLS];
	__s32 bpf_call;
	__s32 setter_call, overruler_call; /* of enum hf_sysctl_program, before 7.3 */
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
 * The engine's programs, maps and links: struct hf_own is the key, HF_OBJECT() the value. The
 * loader fills it and freezes it. All programs can only read it, so that a descriptor of it is
 * worth nothing.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_RDONLY_PROG);
	__uint(max_entries, 256);
	__type(key, struct hf_own);
	__type(value, __u64);
} objects SEC(".maps");

/*
 * The mounts and folders of the anchor, and the links of a seal. The control program adds to it
 * until the seal.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 256);
	__type(key, struct hf_own);
	__type(value, __u64);
} own SEC(".maps");

static __always_inline struct hf_memory *get_memory(void)
{
	__u32 only = 0;

	return bpf_map_lookup_elem(&state, &only);
}

static __always_inline struct hf_state *get_state(void)
{
	struct hf_memory *memory = get_memory();

	return memory ? &memory->report.state : NULL;
}

/* All of what @s is in. */
static __always_inline struct hf_memory *memory_of(struct hf_state *s)
{
	return (struct hf_memory *)s;
}

_Static_assert(!offsetof(struct hf_memory, report.state), "its state comes first");

/*
 * All of a program's argument, from a map. Since Linux 7.3 a helper may write it. Before, each word is written by itself,
 * because the verifier wants constant places there. So each program that tells something exists twice, and one of
 * the two is loaded: Linux 7.3 reads all that a program holds, dead code too. @room: a variable of the program's.
 */
static __always_inline int write_argument(void *argument, void *value, __u32 size,
					  struct bpf_dynptr *room)
{
	return bpf_dynptr_from_mem(value, size, 0, room) ?:
		       bpf_dynptr_read(argument, size, room, 0, 0);
}

static __always_inline int note_place(__u64 kind, __u64 id, __u64 value)
{
	struct hf_own key = { .kind = kind, .id = id };

	return bpf_map_update_elem(&own, &key, &value, BPF_ANY);
}

/* Returns the value in the map, or NULL if the object or place is not the engine's own. */
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
