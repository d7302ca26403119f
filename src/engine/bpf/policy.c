// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine/bpf/list.h"
#include "engine/bpf/paths.h"
#include "engine/bpf/policy.h"
#include "engine/bpf/policy_request.h"
#include "engine/engine.h"

/* What is left over from the last policy but one goes when the next one begins. */
#define POLICIES_AT_ONCE 3

/* Ten thousand programs with a reason each, for 1 MiB: entries take memory only as they come. */
#define LEAST_ROOM 20000
/* A hundred programs with ten reasons each. */
#define LEAST_QUIET_ROOM 1000

/* One request for each of @exceptions. */
static int run_all(int program, enum hf_policy_op op, unsigned int count,
		   const struct exceptions *exceptions)
{
	int err = 0;

	for (size_t i = 0; i < exceptions->count && !err; i++) {
		const struct compiled_exception *one = &exceptions->list[i];
		struct hf_policy_request request = { .op = op, .count = count, .key = one->key };

		err = number_paths(program, exceptions, one, op == HF_POLICY_ADD, &request.exception) ?:
			      run_policy(program, &request);
	}
	return err;
}

int replace_policy(int program, const struct hf_policy *rules, const struct exceptions *exceptions)
{
	struct hf_policy_request request = { .op = HF_POLICY_BEGIN };
	int err = run_policy(program, &request)				 ?:
			  run_all(program, HF_POLICY_ADD, 0, exceptions) ?:
			  run_on_quiet(program, HF_POLICY_ADD_QUIET, 0, &exceptions->quiet);

	if (err)
		return err;
	request = (struct hf_policy_request){ .op = HF_POLICY_COMMIT,
					      .count = (unsigned int)(exceptions->count +
								      exceptions->quiet.count),
					      .policy = *rules };
	return run_policy(program, &request);
}

int narrow_policy(int program, const struct exceptions *exceptions)
{
	/* Its own number: what one that was killed has kept goes, too. */
	struct hf_policy_request sweep = {
		.op = HF_POLICY_SWEEP,
		.count = ((unsigned int)time(NULL) << 8 ^ (unsigned int)getpid() << 16) | 0x100,
	};
	/* All of it is looked at before any of it is changed. */
	int err = run_all(program, HF_POLICY_WITHIN, 0, exceptions)			     ?:
			  run_on_quiet(program, HF_POLICY_FIND_QUIET, 0, &exceptions->quiet) ?:
			  run_all(program, HF_POLICY_KEEP, sweep.count, exceptions)	     ?:
			  run_on_quiet(program, HF_POLICY_KEEP_QUIET, sweep.count,
				       &exceptions->quiet);

	if (err)
		return err == -ENOENT ? -EPERM : err;
	return run_policy(program, &sweep);
}

int find_in_force(int program, const struct hf_exception_key *key, struct hf_exception *exception)
{
	struct hf_policy_request request = { .op = HF_POLICY_FIND, .key = *key };
	int err = run_policy(program, &request);

	*exception = request.exception;
	exception->flags &= HF_EXCEPTION_FLAGS;
	return err;
}

/*
 * Files of [Verify] are no exceptions, and not counted in the rules: the lists are. Of libraries there is
 * none, so that a policy with some is always put in the place of the other.
 */
static bool lists_as_many(const struct exceptions *exceptions)
{
	struct hf_exception_key *keys = NULL;
	int list = engine_open_pin("list");
	size_t count = 0, wanted = 0;
	int err = list < 0 ? list : list_exceptions(list, &keys, &count);

	free(keys);
	if (list >= 0)
		close(list);
	for (size_t i = 0; i < exceptions->count; i++)
		wanted += exceptions->list[i].key.reason < HF_REASONS;
	return !err && count == wanted && !(exceptions->needs & NEEDS_LIBRARIES);
}

bool policy_is_in_force(int program, const struct hf_policy *old, const struct hf_policy *new,
			const struct exceptions *exceptions)
{
	/* As many, and all there: they are the same. */
	if (memcmp(old, new, sizeof(*old)) || !lists_as_many(exceptions))
		return false;
	for (size_t i = 0; i < exceptions->count; i++) {
		const struct compiled_exception *one = &exceptions->list[i];
		struct hf_exception found, wanted;

		if (number_paths(program, exceptions, one, false, &wanted) ||
		    find_in_force(program, &one->key, &found) ||
		    memcmp(&found, &wanted, sizeof(found)))
			return false;
	}
	return !run_on_quiet(program, HF_POLICY_FIND_QUIET, 0, &exceptions->quiet);
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
