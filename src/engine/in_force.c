// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/report.h"
#include "engine/bpf/list.h"
#include "engine/bpf/paths.h"
#include "engine/bpf/policy.h"
#include "engine/engine.h"
#include "engine/in_force.h"

int in_force_open(struct in_force *in_force)
{
	int err;

	*in_force = (struct in_force){ .program = -1, .list = -1 };
	if (engine_is_builtin()) {
		err = builtin_read_policy(&in_force->builtin);
	} else {
		in_force->program = engine_open_pin("policy");
		/* An engine without has no exceptions. */
		if (in_force->program == -ENOENT)
			return 0;
		in_force->list = engine_open_pin("list");
		err = in_force->program < 0 ? in_force->program :
		      in_force->list < 0    ? in_force->list :
					      0;
	}
	if (!err)
		return 0;
	in_force_close(in_force);
	return fail("policy: the engine's exceptions cannot be read: %s", strerror(-err));
}

void in_force_close(struct in_force *in_force)
{
	if (in_force->program >= 0)
		close(in_force->program);
	if (in_force->list >= 0)
		close(in_force->list);
	builtin_free_policy(&in_force->builtin);
}

/* Whether all that @narrow covers is covered by @wide. */
static bool ranges_are_within(const struct hf_exception *narrow, const struct hf_exception *wide)
{
	if (!wide->count || !narrow->count)
		return !wide->count;
	for (unsigned int i = 0; i < narrow->count; i++)
		if (!hf_excepts(wide, &narrow->ranges[i]))
			return false;
	return true;
}

static enum in_force_change compare_with_bpf(int program, const struct exceptions *all,
					     const struct compiled_exception *one)
{
	struct hf_exception found, wanted;
	bool within;

	if (program < 0 || find_in_force(program, &one->key, &found))
		return IN_FORCE_NEW;
	if (!number_paths(program, all, one, false, &wanted) &&
	    !memcmp(&found, &wanted, sizeof(wanted)))
		return IN_FORCE_SAME;
	/* Of a file, it is given to other programs. */
	if (one->key.identity.kind == HF_IDENTITY_FILE)
		within = false;
	else if (hf_has_paths(one->key.reason))
		within = paths_are_within(program, all, one, &found);
	else
		within = ranges_are_within(&wanted, &found);
	return within ? IN_FORCE_NARROWED : IN_FORCE_WIDER;
}

/* Of whatever an exception is narrowed to, two that are within each other are the same. */
static enum in_force_change compare_with_builtin(const struct hf_blob *before,
						 const struct hf_blob *after,
						 const struct hf_exception_key *key)
{
	int found = hf_blob_find(before, key->reason, &key->identity);
	int wanted = hf_blob_find(after, key->reason, &key->identity);

	if (found < 0 || wanted < 0)
		return IN_FORCE_NEW;
	if (!hf_blob_is_within(after, (unsigned int)wanted, before))
		return IN_FORCE_WIDER;
	return hf_blob_is_within(before, (unsigned int)found, after) ? IN_FORCE_SAME :
								       IN_FORCE_NARROWED;
}

enum in_force_change in_force_compare(const struct in_force *in_force,
				      const struct engine_policy *policy,
				      const struct compiled_exception *one)
{
	if (in_force->builtin.bytes)
		return compare_with_builtin(&in_force->builtin.blob, &policy->compiled.blob,
					    &one->key);
	return compare_with_bpf(in_force->program, &policy->exceptions, one);
}

bool in_force_is_quiet(const struct in_force *in_force, const struct compiled_quiet *one)
{
	const struct hf_quiet_key *key = &one->key;
	struct compiled_quiet copy = *one;
	size_t at = quiet_path_at(key);

	if (in_force->builtin.bytes)
		return hf_blob_is_quiet(&in_force->builtin.blob, key->reason,
					(const unsigned char *)key->path + at,
					(unsigned int)(HF_PATH_LEN - at));
	return in_force->program >= 0 && !run_on_quiet(in_force->program, HF_POLICY_FIND_QUIET, 0,
						       &(const struct quiet_rules){ &copy, 1 });
}

int in_force_list(const struct in_force *in_force, struct hf_exception_key **keys, size_t *count)
{
	const struct hf_blob *blob = &in_force->builtin.blob;

	*keys = NULL;
	*count = 0;
	if (in_force->list >= 0)
		return list_exceptions(in_force->list, keys, count);
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_blob_exception e = hf_blob_exception(blob, i);

		*keys = must_grow(*keys, *count, sizeof(**keys));
		(*keys)[*count].reason = e.reason;
		(*keys)[(*count)++].identity = e.identity;
	}
	return 0;
}

int in_force_list_quiet(const struct in_force *in_force, struct hf_quiet_key **keys, size_t *count)
{
	const struct hf_blob *blob = &in_force->builtin.blob;

	*keys = NULL;
	*count = 0;
	if (in_force->list >= 0)
		return list_quiet(in_force->list, keys, count);
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_QUIET]; i++) {
		unsigned int reason;
		struct hf_blob_text path = hf_blob_quiet(blob, i, &reason);

		*keys = must_grow(*keys, *count, sizeof(**keys));
		(*keys)[*count].reason = reason;
		memcpy((*keys)[(*count)++].path + HF_PATH_LEN - path.len, path.text, path.len);
	}
	return 0;
}
