/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tells root the policy in force: the keys of its exceptions and quiet rules, some at a time. It
 * changes none of them.
 */
#ifndef HOLDFAST_LIST_BPF_H
#define HOLDFAST_LIST_BPF_H

#include "policy.bpf.h"

/* Put together here: see write_argument(). */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hf_listing);
} listing SEC(".maps");

struct list {
	struct hf_listing *to;
	__u64 generation;
};

static long list_exception(struct bpf_map *map, struct hf_exception_key *key,
			   struct hf_exception *exception, struct list *list)
{
	struct hf_listing *to = list->to;
	__u32 at = to->count;

	if (key->generation != list->generation || key->reason >= HF_REASONS)
		return 0;
	if (to->seen < to->skip) {
		to->seen++;
		return 0;
	}
	if (at >= HF_LISTED)
		return 1;
	to->exceptions[at] = *key;
	to->count = at + 1;
	return 0;
}

static long list_quiet(struct bpf_map *map, struct hf_quiet_key *key, __u32 *token,
		       struct list *list)
{
	struct hf_listing *to = list->to;
	__u32 at = to->count;

	if (key->generation != list->generation)
		return 0;
	if (to->seen < to->skip) {
		to->seen++;
		return 0;
	}
	if (at >= HF_LISTED_QUIET)
		return 1;
	to->quiet[at] = *key;
	to->count = at + 1;
	return 0;
}

/* Two functions: merged into one, 6.1's verifier cannot tell which map is passed. */
static __noinline long list_exceptions(struct list *list)
{
	return bpf_for_each_map_elem(&exceptions, list_exception, list, 0);
}

static __noinline long list_quiet_rules(struct list *list)
{
	return bpf_for_each_map_elem(&quiet, list_quiet, list, 0);
}

#define LISTED_AT (offsetof(struct hf_listing, exceptions) / sizeof(__u64))

/* @at_once: a constant. */
static __always_inline int tell_list(struct hf_listing *ctx, bool at_once)
{
	struct hf_state *s = get_state();
	struct bpf_dynptr room;
	struct list list;
	__u32 only = 0;
	long err;

	list.to = bpf_map_lookup_elem(&listing, &only);
	if (!s || !list.to)
		return -EINVAL;
	list.generation = s->generation;
	list.to->kind = ctx->kind;
	list.to->skip = ctx->skip;
	list.to->seen = 0;
	list.to->count = 0;
	if (ctx->kind == HF_LIST_EXCEPTIONS)
		err = list_exceptions(&list);
	else if (ctx->kind == HF_LIST_QUIET)
		err = list_quiet_rules(&list);
	else
		return -EINVAL;
	if (err < 0)
		return -EINVAL;
	if (at_once)
		return write_argument(ctx, list.to, sizeof(*list.to), &room);
	ctx->count = list.to->count;
#pragma clang loop unroll(full)
	for (__u32 i = LISTED_AT; i < sizeof(*ctx) / sizeof(__u64); i++)
		((volatile __u64 *)ctx)[i] = ((volatile __u64 *)list.to)[i];
	return 0;
}

SEC("?syscall")
int list(struct hf_listing *ctx)
{
	return tell_list(ctx, false);
}

SEC("?syscall")
int list_at_once(struct hf_listing *ctx)
{
	return tell_list(ctx, true);
}

#endif
