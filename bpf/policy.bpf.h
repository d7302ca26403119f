/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The policy's exceptions, and the program that changes them. A new policy is put together beside
 * the one in force and replaces it by one store: each decision is by the old policy or by the new
 * one. After the seal exceptions only go.
 */
#ifndef HOLDFAST_POLICY_BPF_H
#define HOLDFAST_POLICY_BPF_H

#include <stddef.h>

#include "maps.bpf.h"
#include "policy_quiet.bpf.h"

/* Only the policy program fills it: the loader freezes it, and sets its size. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(max_entries, 1);
	__type(key, struct hf_exception_key);
	__type(value, struct hf_exception);
} exceptions SEC(".maps");

/* The same. Names stay when their exception goes: a number never means another file. */
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
	struct hf_quiet_key quiet;
	__u32 count; /* of what was added to the new policy */
	__u32 names; /* that were given a number */
	/*
	 * 1: somebody changes the policy, or reads it. Two at once could use the other's value, or
	 * undo what the other has just narrowed.
	 */
	__u32 busy;
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct hf_staging);
} staging SEC(".maps");

/* Policies before the one in force, and policies that were begun and never came into force. */
static long forget_exception(struct bpf_map *map, struct hf_exception_key *key,
			     struct hf_exception *exception, __u64 *generation)
{
	struct hf_exception_key copy = *key;

	if (copy.generation != *generation)
		bpf_map_delete_elem(&exceptions, &copy);
	return 0;
}

/* If no process can be marked, no exception can be given: see subject.bpf.h. */
static __always_inline bool storage_is_missing(void);

static __always_inline int begin_policy(struct hf_state *s, struct hf_staging *new)
{
	__u64 generation = s->generation;

	if (s->sealed)
		return -EPERM;
	new->count = 0;
	if (bpf_for_each_map_elem(&exceptions, forget_exception, &generation, 0) < 0 ||
	    bpf_for_each_map_elem(&quiet, forget_quiet, &s, 0) < 0)
		return -EINVAL;
	return 0;
}

/*
 * A word of the argument. The verifier wants it at a constant offset from the start of the
 * argument. The compiler would rather compute the start of a field once.
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

static __always_inline void stage_exception(struct hf_staging *new,
					    struct hf_policy_request *request)
{
	volatile __u64 *to = (volatile __u64 *)&new->exception;

#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(new->exception) / sizeof(*to); i++)
		to[i] = *word_at(request, EXCEPTION_AT + i);
}

static __always_inline int add_exception(struct hf_state *s, struct hf_staging *new,
					 struct hf_policy_request *request,
					 struct hf_exception_key *key)
{
	int err;

	if (s->sealed)
		return -EPERM;
	key->generation = s->generation + 1;
	stage_exception(new, request);
	err = bpf_map_update_elem(&exceptions, key, &new->exception, BPF_NOEXIST);
	if (!err)
		new->count++;
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
		number = HF_FIRST_NUMBER + new->names++;
		err = bpf_map_update_elem(&names, &name, &number, BPF_NOEXIST);
		if (err)
			return err;
		found = bpf_map_lookup_elem(&names, &name);
	}
	if (!found)
		return -ENOENT;
	request->count = *found;
	return 0;
}

struct narrowing {
	const struct hf_exception *found, *new;
	bool is_wider;
};

static long compare_range(__u32 i, struct narrowing *n)
{
	struct hf_range range;

	if (i >= HF_RANGES)
		return 1;
	range = n->new->ranges[i];
	n->is_wider = range.size && !hf_excepts(n->found, &range);
	return n->is_wider;
}

static __always_inline bool is_same_programs(const struct hf_exception *found,
					     const struct hf_exception *new)
{
	const volatile __u64 *a = (const volatile __u64 *)found, *b = (const volatile __u64 *)new;
	__u64 different = found->count ^ new->count;

#pragma clang loop unroll(full)
	for (__u32 i = offsetof(struct hf_exception, programs) / sizeof(*a);
	     i < sizeof(*found) / sizeof(*a); i++)
		different |= a[i] ^ b[i];
	return !different;
}

/* Whether @found covers all that @new covers. */
static __always_inline bool is_within(const struct hf_exception *found,
				      const struct hf_exception *new, __u32 kind)
{
	struct narrowing n = { .found = found, .new = new };

	if (found->flags & HF_EXCEPTION_FLAGS & ~new->flags)
		return false;
	if (kind == HF_IDENTITY_FILE)
		return is_same_programs(found, new);
	if (!new->count)
		return !found->count;
	bpf_loop(HF_RANGES, compare_range, &n, 0);
	return !n.is_wider;
}

/* Also after the seal: an exception that is in force becomes the requested one. */
static __always_inline int keep_exception(struct hf_state *s, struct hf_exception *found,
					  struct hf_staging *new, struct hf_policy_request *request,
					  struct hf_exception_key *key)
{
	bool is_narrowed_now;
	int err;

	stage_exception(new, request);
	if (!is_within(found, &new->exception, key->identity.kind))
		return -EPERM;
	if (request->op == HF_POLICY_WITHIN)
		return 0;
	new->exception.flags = (new->exception.flags &HF_EXCEPTION_FLAGS) |
			       (request->count & ~HF_EXCEPTION_FLAGS);
	is_narrowed_now = hf_has_paths(key->reason) && !found->count && new->exception.count;
	err = bpf_map_update_elem(&exceptions, key, &new->exception, BPF_EXIST);
	if (!err && is_narrowed_now)
		__sync_fetch_and_add(&s->policies[s->generation & 1].paths, 1);
	return err;
}

/* What the request asks about a quiet rule. */
static __always_inline int change_quiet(struct hf_state *s, struct hf_staging *new,
					struct hf_policy_request *request)
{
	volatile __u64 *to = (volatile __u64 *)new->quiet.path;
	int err;

	new->quiet.reason = request->key.reason;
#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(new->quiet.path) / sizeof(*to); i++)
		to[i] = *word_at(request, EXCEPTION_AT + i);
	if (request->op == HF_POLICY_ADD_QUIET) {
		err = add_quiet(s, &new->quiet);
		if (!err)
			new->count++;
		return err;
	}
	return find_quiet(
		s, &new->quiet,
		request->op == HF_POLICY_KEEP_QUIET ? request->count & ~HF_EXCEPTION_FLAGS : 0);
}

static long sweep_exception(struct bpf_map *map, struct hf_exception_key *key,
			    struct hf_exception *exception, struct sweep *sweep)
{
	struct hf_state *s = sweep->s;
	struct hf_policy *policy = &s->policies[s->generation & 1];
	struct hf_exception_key copy = *key;
	bool is_file, has_paths;

	if (copy.generation != s->generation ||
	    (exception->flags & ~HF_EXCEPTION_FLAGS) == sweep->token)
		return 0;
	is_file = copy.identity.kind == HF_IDENTITY_FILE && !exception->count;
	has_paths = hf_has_paths(copy.reason) && exception->count;
	if (!bpf_map_delete_elem(&exceptions, &copy) && copy.reason < HF_REASONS &&
	    !hf_is_demand(copy.reason)) {
		__sync_fetch_and_add(&policy->exceptions, -1);
		if (copy.identity.kind == HF_IDENTITY_INODE)
			__sync_fetch_and_add(&policy->unverified, -1);
		if (is_file)
			__sync_fetch_and_add(&policy->files, -1);
		if (has_paths)
			__sync_fetch_and_add(&policy->paths, -1);
	}
	return 0;
}

static __always_inline int answer_request(struct hf_state *s, struct hf_staging *new,
					  struct hf_policy_request *ctx)
{
	struct hf_exception_key key;
	struct hf_exception *found;
	struct sweep sweep;

#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(key) / sizeof(__u64); i++)
		((__u64 *)&key)[i] = *word_at(ctx, KEY_AT + i);
	switch (ctx->op) {
	case HF_POLICY_BEGIN:
		return begin_policy(s, new);
	case HF_POLICY_ADD:
		return storage_is_missing() ? -EOPNOTSUPP : add_exception(s, new, ctx, &key);
	case HF_POLICY_COMMIT:
		return commit_policy(s, new, ctx);
	case HF_POLICY_SWEEP:
		sweep.s = s;
		sweep.token = ctx->count & ~HF_EXCEPTION_FLAGS;
		if (bpf_for_each_map_elem(&exceptions, sweep_exception, &sweep, 0) < 0 ||
		    bpf_for_each_map_elem(&quiet, sweep_quiet, &sweep, 0) < 0)
			return -EINVAL;
		return 0;
	case HF_POLICY_ADD_QUIET:
	case HF_POLICY_FIND_QUIET:
	case HF_POLICY_KEEP_QUIET:
		return change_quiet(s, new, ctx);
	case HF_POLICY_NAME:
		return number_name(s, new, ctx);
	case HF_POLICY_FIND:
	case HF_POLICY_KEEP:
	case HF_POLICY_WITHIN:
		break;
	default:
		return -EINVAL;
	}
	key.generation = s->generation;
	found = bpf_map_lookup_elem(&exceptions, &key);
	if (!found)
		return -ENOENT;
	if (ctx->op != HF_POLICY_FIND)
		return keep_exception(s, found, new, ctx, &key);
#pragma clang loop unroll(full)
	for (__u32 i = 0; i < sizeof(*found) / sizeof(__u64); i++)
		*word_at(ctx, EXCEPTION_AT + i) = ((volatile __u64 *)found)[i];
	return 0;
}

/*
 * One at a time: the entry that a request is compared with must not change until the request is
 * answered.
 */
SEC("syscall")
int policy(struct hf_policy_request *ctx)
{
	struct hf_state *s = get_state();
	struct hf_staging *new;
	__u32 only = 0;
	int err;

	new = bpf_map_lookup_elem(&staging, &only);
	if (!s || !new)
		return -EINVAL;
	if (__sync_val_compare_and_swap(&new->busy, 0, 1))
		return -EBUSY;
	err = answer_request(s, new, ctx);
	__sync_lock_test_and_set(&new->busy, 0);
	return err;
}

#endif
