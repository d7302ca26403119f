/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policy's exceptions, and the program that changes them. A new policy is put together beside
 * the one in force and takes its place in one store: each decision is by the old one or by the new
 * one. Once the engine is sealed, exceptions only go.
 */
#ifndef HOLDFAST_POLICY_BPF_H
#define HOLDFAST_POLICY_BPF_H

#include <stddef.h>

#include "maps.bpf.h"

/* From the kernel's errno list, as those of kernel.bpf.h. */
#define ENOENT 2
#define EEXIST 17

/* Filled by the policy program only: the loader freezes it, and gives it its size. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1);
	__type(key, struct hf_exception_key);
	__type(value, struct hf_exception);
} exceptions SEC(".maps");

/* Likewise. Names stay when their exception goes: a number never means another file. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1);
	__type(key, struct hf_name);
	__type(value, __u32);
} names SEC(".maps");

/* A value on its way from the argument into the map: too big for the stack. */
struct hf_staging {
	struct hf_exception exception;
	__u32 count; /* of what was added to the new policy */
	__u32 names; /* that were given a number */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hf_staging);
} staging SEC(".maps");

/* What was in force before the one in force, and what was begun and never came into force. */
static long forget_exception(struct bpf_map *map, struct hf_exception_key *key,
			     struct hf_exception *exception, __u64 *generation)
{
	struct hf_exception_key copy = *key;

	if (copy.generation != *generation)
		bpf_map_delete_elem(&exceptions, &copy);
	return 0;
}

static __always_inline int begin_policy(struct hf_state *s, struct hf_staging *new)
{
	__u64 generation = s->generation;

	if (s->sealed)
		return -EPERM;
	new->count = 0;
	return bpf_for_each_map_elem(&exceptions, forget_exception, &generation, 0) < 0 ? -EINVAL :
											  0;
}

/*
 * A word of the argument. The verifier wants it at a constant place from the argument's very
 * beginning, which the compiler would rather add to once for all of a field.
 */
static __always_inline volatile __u64 *word_at(struct hf_policy_request *request, __u32 at)
{
	volatile __u64 *words = (volatile __u64 *)request;

	barrier_var(words);
	return &words[at];
}

#define KEY_AT	     (offsetof(struct hf_policy_request, key) / sizeof(__u64))
#define EXCEPTION_AT (offsetof(struct hf_policy_request, exception) / sizeof(__u64))
#define NAME_AT	     (offsetof(struct hf_policy_request, name) / sizeof(__u64))

static __always_inline int add_exception(struct hf_state *s, struct hf_staging *new,
					 struct hf_policy_request *request,
					 struct hf_exception_key *key)
{
	volatile __u64 *to = (volatile __u64 *)&new->exception;
	int err;

	if (s->sealed)
		return -EPERM;
	key->generation = s->generation + 1;
#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(new->exception) / sizeof(*to); i++)
		to[i] = *word_at(request, EXCEPTION_AT + i);
	err = bpf_map_update_elem(&exceptions, key, &new->exception, BPF_NOEXIST);
	if (!err)
		__sync_fetch_and_add(&new->count, 1);
	return err;
}

static __always_inline int commit_policy(struct hf_state *s, struct hf_staging *new,
					 struct hf_policy_request *request)
{
	__u64 next = s->generation + 1;

	if (s->sealed)
		return -EPERM;
	if (new->count != request->count)
		return -EINVAL;
	s->policies[next & 1] = request->policy;
	barrier();
	s->generation = next;
	return 0;
}

static __always_inline int number_name(struct hf_state *s, struct hf_staging *new,
				       struct hf_policy_request *request)
{
	struct hf_name name;
	__u32 number, *found;
	int err;

#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(name) / sizeof(__u64); i++)
		((__u64 *)&name)[i] = *word_at(request, NAME_AT + i);
	found = bpf_map_lookup_elem(&names, &name);
	if (!found && request->count && !s->sealed) {
		number = HF_FIRST_NUMBER + __sync_fetch_and_add(&new->names, 1);
		err = bpf_map_update_elem(&names, &name, &number, BPF_NOEXIST);
		/* Somebody else may have been faster. */
		if (err && err != -EEXIST)
			return err;
		found = bpf_map_lookup_elem(&names, &name);
	}
	if (!found)
		return -ENOENT;
	request->count = *found;
	return 0;
}

static __always_inline bool is_same(const struct hf_exception *found,
				    struct hf_policy_request *request)
{
	const volatile __u64 *words = (const volatile __u64 *)found;
	__u64 different = 0;

	/* The first word holds the flags, of which some are the engine's. */
	different |= found->count ^ request->exception.count;
	different |= (found->flags & HF_EXCEPTION_FLAGS) ^ request->exception.flags;
#pragma clang loop unroll(full)
	for (__u32 i = 1; i < sizeof(*found) / sizeof(*words); i++)
		different |= words[i] ^ *word_at(request, EXCEPTION_AT + i);
	return !different;
}

struct sweep {
	struct hf_state *s;
	__u32 token;
};

static long sweep_exception(struct bpf_map *map, struct hf_exception_key *key,
			    struct hf_exception *exception, struct sweep *sweep)
{
	struct hf_state *s = sweep->s;
	struct hf_policy *policy = &s->policies[s->generation & 1];
	struct hf_exception_key copy = *key;
	bool has_paths;

	if (copy.generation != s->generation ||
	    (exception->flags & ~HF_EXCEPTION_FLAGS) == sweep->token)
		return 0;
	has_paths = hf_has_paths(copy.reason) && exception->count;
	if (!bpf_map_delete_elem(&exceptions, &copy) && copy.reason < HF_REASONS) {
		__sync_fetch_and_add(&policy->exceptions, -1);
		if (copy.identity.kind != HF_IDENTITY_VERITY)
			__sync_fetch_and_add(&policy->unverified, -1);
		if (has_paths)
			__sync_fetch_and_add(&policy->paths, -1);
	}
	return 0;
}

SEC("syscall")
int policy(struct hf_policy_request *ctx)
{
	struct hf_state *s = get_state();
	struct hf_exception_key key;
	struct hf_exception *found;
	struct hf_staging *new;
	struct sweep sweep;
	__u32 only = 0;

	new = bpf_map_lookup_elem(&staging, &only);
	if (!s || !new)
		return -EINVAL;
#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(key) / sizeof(__u64); i++)
		((__u64 *)&key)[i] = *word_at(ctx, KEY_AT + i);
	switch (ctx->op) {
	case HF_POLICY_BEGIN:
		return begin_policy(s, new);
	case HF_POLICY_ADD:
		return add_exception(s, new, ctx, &key);
	case HF_POLICY_COMMIT:
		return commit_policy(s, new, ctx);
	case HF_POLICY_SWEEP:
		sweep.s = s;
		sweep.token = ctx->count & ~HF_EXCEPTION_FLAGS;
		return bpf_for_each_map_elem(&exceptions, sweep_exception, &sweep, 0) < 0 ?
			       -EINVAL :
			       0;
	case HF_POLICY_NAME:
		return number_name(s, new, ctx);
	case HF_POLICY_FIND:
	case HF_POLICY_KEEP:
		break;
	default:
		return -EINVAL;
	}
	key.generation = s->generation;
	found = bpf_map_lookup_elem(&exceptions, &key);
	if (!found)
		return -ENOENT;
	if (ctx->op == HF_POLICY_FIND) {
#pragma clang loop unroll(full)
		for (__u32 i = 0; i < sizeof(*found) / sizeof(__u64); i++)
			*word_at(ctx, EXCEPTION_AT + i) = ((volatile __u64 *)found)[i];
		return 0;
	}
	if (!is_same(found, ctx))
		return -EPERM;
	found->flags = (found->flags & HF_EXCEPTION_FLAGS) | (ctx->count & ~HF_EXCEPTION_FLAGS);
	return 0;
}

#endif
