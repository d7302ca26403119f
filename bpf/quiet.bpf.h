/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Programs that only ask what is possible: the requests that the policy names are refused and
 * counted, and not recorded. Nothing here can change a decision.
 */
#ifndef HOLDFAST_QUIET_BPF_H
#define HOLDFAST_QUIET_BPF_H

#include "exe_path.bpf.h"
#include "maps.bpf.h"

/*
 * Only the policy program fills it, as with `exceptions`. The value: the sweep that the rule
 * outlives.
 */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1);
	__type(key, struct hf_quiet_key);
	__type(value, __u32);
} quiet SEC(".maps");

/*
 * A place to put a path together. Not in an event: a discarded event occupies the buffer until
 * somebody reads it, and a full buffer must not make this a lost event. Not on the stack either:
 * the path is too long.
 */
struct quiet_room {
	__u32 taken;
	__u32 pad;
	struct hf_quiet_key key;
	char behind[HF_NAME_LEN]; /* see walk_exe_path() */
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct quiet_room);
} quiet_rooms SEC(".maps");

static __always_inline bool has_quiet_rule(const struct hf_state *s, __u32 reason,
					   struct quiet_room *room)
{
	struct walk w;

	room->key.generation = s->generation;
	room->key.reason = reason;
	__builtin_memset(room->key.path, 0, sizeof(room->key.path));
	walk_exe_path(&w, room->key.path);
	return w.whole && w.at < HF_PATH_LEN && bpf_map_lookup_elem(&quiet, &room->key);
}

/*
 * Whether a refusal is not recorded. LSM programs can be interrupted by others on their CPU: if the
 * room is in use, the refusal is recorded.
 */
static __always_inline bool is_quiet(const struct hf_state *s, __u32 reason)
{
	struct quiet_room *room;
	__u32 only = 0;
	bool found;

	if (!has_exceptions || !can_read_kernel || !hf_policy_of(s)->quiet)
		return false;
	room = bpf_map_lookup_elem(&quiet_rooms, &only);
	if (!room || __sync_val_compare_and_swap(&room->taken, 0, 1))
		return false;
	found = has_quiet_rule(s, reason, room);
	*(volatile __u32 *)&room->taken = 0;
	return found;
}

#endif
