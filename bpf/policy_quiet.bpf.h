/* SPDX-License-Identifier: GPL-2.0 */
/* The policy program's work on quiet rules. After the seal they only go. */
#ifndef HOLDFAST_POLICY_QUIET_BPF_H
#define HOLDFAST_POLICY_QUIET_BPF_H

#include "quiet.bpf.h"

struct sweep {
	struct hf_state *s;
	__u32 token;
};

static long forget_quiet(struct bpf_map *map, struct hf_quiet_key *key, __u32 *token,
			 struct hf_state **s)
{
	if (key->generation != (*s)->generation)
		bpf_map_delete_elem(&quiet, key);
	return 0;
}

static __always_inline int add_quiet(struct hf_state *s, struct hf_quiet_key *key)
{
	__u32 token = 0;

	/* A rule of a later generation is not in use yet. */
	if (s->sealed)
		return -EPERM;
	if (key->reason >= HF_REASONS || key->reason == HF_REASON_SEAL)
		return -EINVAL;
	key->generation = s->generation + 1;
	return bpf_map_update_elem(&quiet, key, &token, BPF_NOEXIST);
}

/* @token: 0, or the sweep that it outlives. */
static __always_inline int find_quiet(struct hf_state *s, struct hf_quiet_key *key, __u32 token)
{
	__u32 *found;

	key->generation = s->generation;
	found = bpf_map_lookup_elem(&quiet, key);
	if (!found)
		return -ENOENT;
	if (token)
		*found = token;
	return 0;
}

static long sweep_quiet(struct bpf_map *map, struct hf_quiet_key *key, __u32 *token,
			struct sweep *sweep)
{
	struct hf_state *s = sweep->s;

	if (key->generation == s->generation && *token != sweep->token &&
	    !bpf_map_delete_elem(&quiet, key))
		__sync_fetch_and_add(&s->policies[s->generation & 1].quiet, -1);
	return 0;
}

#endif
