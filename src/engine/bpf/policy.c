// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/bpf/entries.h"
#include "engine/bpf/list.h"
#include "engine/bpf/paths.h"
#include "engine/bpf/policy.h"
#include "engine/bpf/policy_request.h"
#include "engine/engine.h"

/* One request for each exception. */
static int run_all(int program, enum hf_policy_op op, unsigned int count,
		   const struct hf_blob *blob)
{
	int err = 0;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS] && !err; i++) {
		struct hf_policy_request request = { .op = op,
						     .count = count,
						     .key = exception_key(blob, i) };

		err = fill_exception(program, blob, i, op == HF_POLICY_ADD, &request.exception) ?:
			      run_policy(program, &request);
	}
	return err;
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
	struct hf_policy_request request = { .op = HF_POLICY_FIND,
					     .key = exception_key(blob, which) };
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
	struct hf_policy_request request = { .op = HF_POLICY_WITHIN,
					     .key = exception_key(blob, which) };

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
