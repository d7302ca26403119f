// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/bpf/list.h"
#include "engine/bpf/paths.h"
#include "engine/bpf/policy.h"
#include "engine/bpf/policy_request.h"
#include "engine/engine.h"
#include "guard_needs.h"

/* What is left over from the last policy but one goes when the next one begins. */
#define POLICIES_AT_ONCE 3

/* Ten thousand programs with a reason each, for 1 MiB: entries take memory only as they come. */
#define LEAST_ROOM 20000
/* A hundred programs with ten reasons each. */
#define LEAST_QUIET_ROOM 1000

static int compare_ranges(const void *left, const void *right)
{
	const struct hf_range *a = left, *b = right;

	return a->first < b->first ? -1 : a->first > b->first;
}

static int fill_paths(int program, const struct hf_blob *blob, const struct hf_blob_exception *e,
		      bool add, struct hf_exception *exception)
{
	for (unsigned int i = 0; i < e->count; i++) {
		struct hf_blob_text path = hf_blob_path(blob, e->first + i);
		unsigned int number;
		int err = number_path(program, e->reason, &path, add, &number);

		if (err)
			return err;
		exception->ranges[i] = (struct hf_range){ .first = number, .size = 1 };
	}
	qsort(exception->ranges, e->count, sizeof(*exception->ranges), compare_ranges);
	return 0;
}

/* A mask is about what is written, which is not seen here. Its range stays empty, and covers nothing. */
static struct hf_range seen_range(const struct hf_blob *blob, const struct hf_blob_exception *e,
				  unsigned int i)
{
	const struct hf_blob_range r = hf_blob_range(blob, e->first + i);

	return e->reason == HF_REASON_MSR && ~r.mask ? (struct hf_range){ 0 } : r.range;
}

int fill_exception(int program, const struct hf_blob *blob, unsigned int which, bool add,
		   struct hf_exception *exception)
{
	const struct hf_blob_exception e = hf_blob_exception(blob, which);

	memset(exception, 0, sizeof(*exception));
	exception->count = e.count;
	exception->flags = e.flags;
	if (hf_has_paths(e.reason))
		return fill_paths(program, blob, &e, add, exception);
	for (unsigned int i = 0; i < e.count; i++) {
		if (e.identity.kind == HF_IDENTITY_FILE)
			memcpy(exception->programs[i], hf_blob_program(blob, e.first + i),
			       HF_BLOB_PROGRAM_SIZE);
		else
			exception->ranges[i] = seen_range(blob, &e, i);
	}
	return 0;
}

static struct hf_exception_key key_of(const struct hf_blob *blob, unsigned int which)
{
	const struct hf_blob_exception e = hf_blob_exception(blob, which);

	return (struct hf_exception_key){ .reason = e.reason, .identity = e.identity };
}

/* One request for each exception. */
static int run_all(int program, enum hf_policy_op op, unsigned int count,
		   const struct hf_blob *blob)
{
	int err = 0;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS] && !err; i++) {
		struct hf_policy_request request = { .op = op,
						     .count = count,
						     .key = key_of(blob, i) };

		err = fill_exception(program, blob, i, op == HF_POLICY_ADD, &request.exception) ?:
			      run_policy(program, &request);
	}
	return err;
}

struct hf_quiet_key quiet_key(const struct hf_blob *blob, unsigned int which)
{
	struct hf_quiet_key key = { 0 };
	struct hf_blob_text path = hf_blob_quiet(blob, which, &key.reason);

	memcpy(key.path + HF_PATH_LEN - path.len, path.text, path.len);
	return key;
}

/* The same for each quiet rule: @op is one of these. */
static int run_on_quiet(int program, enum hf_policy_op op, unsigned int count,
			const struct hf_blob *blob)
{
	int err = 0;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_QUIET] && !err; i++) {
		const struct hf_quiet_key key = quiet_key(blob, i);
		struct hf_policy_request request = { .op = op,
						     .count = count,
						     .key.reason = key.reason };

		memcpy(request.quiet, key.path, sizeof(request.quiet));
		err = run_policy(program, &request);
	}
	return err;
}

int replace_policy(int program, const struct hf_policy *rules, const struct hf_blob *blob)
{
	struct hf_policy_request request = { .op = HF_POLICY_BEGIN };
	int err = run_policy(program, &request)			   ?:
			  run_all(program, HF_POLICY_ADD, 0, blob) ?:
			  run_on_quiet(program, HF_POLICY_ADD_QUIET, 0, blob);

	if (err)
		return err;
	request = (struct hf_policy_request){ .op = HF_POLICY_COMMIT,
					      .count = blob->counts[HF_BLOB_EXCEPTIONS] +
						       blob->counts[HF_BLOB_QUIET],
					      .policy = *rules };
	return run_policy(program, &request);
}

int narrow_policy(int program, const struct hf_blob *blob)
{
	/* Its own number: what one that was killed has kept goes, too. */
	struct hf_policy_request sweep = {
		.op = HF_POLICY_SWEEP,
		.count = ((unsigned int)time(NULL) << 8 ^ (unsigned int)getpid() << 16) | 0x100,
	};
	/* All of it is looked at before any of it is changed. */
	int err = run_all(program, HF_POLICY_WITHIN, 0, blob)		       ?:
			  run_on_quiet(program, HF_POLICY_FIND_QUIET, 0, blob) ?:
			  run_all(program, HF_POLICY_KEEP, sweep.count, blob)  ?:
			  run_on_quiet(program, HF_POLICY_KEEP_QUIET, sweep.count, blob);

	if (err)
		return err == -ENOENT ? -EPERM : err;
	return run_policy(program, &sweep);
}

int find_in_force(int program, const struct hf_blob *blob, unsigned int which,
		  struct hf_exception *exception)
{
	struct hf_policy_request request = { .op = HF_POLICY_FIND, .key = key_of(blob, which) };
	int err = run_policy(program, &request);

	*exception = request.exception;
	exception->flags &= HF_EXCEPTION_FLAGS;
	return err;
}

static bool paths_are_within(int program, const struct hf_blob *blob,
			     const struct hf_blob_exception *e, const struct hf_exception *wide)
{
	for (unsigned int i = 0; i < e->count; i++) {
		struct hf_blob_text path = hf_blob_path(blob, e->first + i);

		if (!path_is_within(program, e->reason, &path, wide))
			return false;
	}
	return e->count;
}

bool is_within(int program, const struct hf_blob *blob, unsigned int which,
	       const struct hf_exception *found)
{
	const struct hf_blob_exception e = hf_blob_exception(blob, which);
	struct hf_policy_request request = { .op = HF_POLICY_WITHIN, .key = key_of(blob, which) };

	if (!found->count && e.identity.kind != HF_IDENTITY_FILE)
		return true;
	/* A path without a number may be below one that has a number. */
	if (hf_has_paths(e.reason))
		return paths_are_within(program, blob, &e, found);
	return !fill_exception(program, blob, which, false, &request.exception) &&
	       !run_policy(program, &request);
}

/*
 * Files of [Verify] are no exceptions, and not counted in the rules: the lists are. Of libraries there is
 * none, so that a policy with some is always put in the place of the other.
 */
static bool lists_as_many(const struct hf_blob *blob)
{
	struct hf_exception_key *keys = NULL;
	int list = engine_open_pin("list");
	size_t count = 0, wanted = 0;
	int err = list < 0 ? list : list_exceptions(list, &keys, &count);

	free(keys);
	if (list >= 0)
		close(list);
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++)
		wanted += hf_blob_exception(blob, i).reason < HF_REASONS;
	return !err && count == wanted && !blob->rules.libraries;
}

bool policy_is_in_force(int program, const struct hf_policy *old, const struct hf_blob *blob)
{
	/* As many, and all there: they are the same. */
	if (memcmp(old, &blob->rules, sizeof(*old)) || !lists_as_many(blob))
		return false;
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_exception found, wanted;

		if (fill_exception(program, blob, i, false, &wanted) ||
		    find_in_force(program, blob, i, &found) ||
		    memcmp(&found, &wanted, sizeof(found)))
			return false;
	}
	return !run_on_quiet(program, HF_POLICY_FIND_QUIET, 0, blob);
}

unsigned int policy_needs(const struct hf_blob *blob)
{
	const struct hf_policy *rules = &blob->rules;
	unsigned int needs = (rules->paths ? NEEDS_OPENS : 0) |
			     (rules->libraries ? NEEDS_LIBRARIES : 0) |
			     (rules->demanded ? NEEDS_FILES : 0);

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		const struct hf_blob_exception e = hf_blob_exception(blob, i);

		if (e.reason == HF_EXCEPTION_PROGRAM)
			needs |= NEEDS_PROGRAMS;
		else if (e.identity.kind == HF_IDENTITY_FILE)
			needs |= NEEDS_FILES;
	}
	return needs;
}

unsigned int policy_room(size_t count)
{
	return POLICIES_AT_ONCE * (unsigned int)(count > LEAST_ROOM ? count : LEAST_ROOM);
}

unsigned int quiet_room(size_t count)
{
	return POLICIES_AT_ONCE *
	       (unsigned int)(count > LEAST_QUIET_ROOM ? count : LEAST_QUIET_ROOM);
}
