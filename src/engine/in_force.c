// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/report.h"
#include "engine/bpf/entries.h"
#include "engine/bpf/list.h"
#include "engine/bpf/policy.h"
#include "engine/builtin/policy.h"
#include "engine/engine.h"
#include "engine/in_force.h"

static int read_bpf(struct in_force *in_force)
{
	int list, err;

	in_force->program = engine_open_pin("policy");
	/* An engine without has no exceptions. */
	if (in_force->program == -ENOENT)
		return 0;
	if (in_force->program < 0)
		return in_force->program;
	list = engine_open_pin("list");
	if (list < 0)
		return list;
	err = list_exceptions(list, &in_force->exceptions, &in_force->count) ?:
		      list_quiet(list, &in_force->quiet, &in_force->quiet_count);
	close(list);
	return err;
}

static int read_builtin(struct in_force *in_force)
{
	const struct hf_blob *blob = &in_force->builtin.blob;
	int err = builtin_read_policy(&in_force->builtin);

	for (unsigned int i = 0; !err && i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_blob_exception e = hf_blob_exception(blob, i);
		struct hf_exception_key *key;

		if (e.reason >= HF_REASONS)
			continue;
		in_force->exceptions = must_grow(in_force->exceptions, in_force->count,
						 sizeof(*in_force->exceptions));
		key = &in_force->exceptions[in_force->count++];
		key->reason = e.reason;
		key->identity = e.identity;
	}
	for (unsigned int i = 0; !err && i < blob->counts[HF_BLOB_QUIET]; i++) {
		in_force->quiet =
			must_grow(in_force->quiet, in_force->quiet_count, sizeof(*in_force->quiet));
		in_force->quiet[in_force->quiet_count++] = quiet_key(blob, i);
	}
	return err;
}

int in_force_open(struct in_force *in_force)
{
	int err;

	*in_force = (struct in_force){ .program = -1 };
	err = engine_is_builtin() ? read_builtin(in_force) : read_bpf(in_force);
	if (!err)
		return 0;
	in_force_close(in_force);
	return fail("policy: the engine's exceptions cannot be read: %s", strerror(-err));
}

void in_force_close(struct in_force *in_force)
{
	if (in_force->program >= 0)
		close(in_force->program);
	free(in_force->exceptions);
	free(in_force->quiet);
	free_compiled_policy(&in_force->builtin);
}

static enum in_force_change compare_with_bpf(int program, const struct hf_blob *blob,
					     unsigned int which)
{
	struct hf_exception found, wanted;

	if (program < 0 || find_in_force(program, blob, which, &found))
		return IN_FORCE_NEW;
	if (!fill_exception(program, blob, which, false, &wanted) &&
	    !memcmp(&found, &wanted, sizeof(wanted)))
		return IN_FORCE_SAME;
	return is_within(program, blob, which, &found) ? IN_FORCE_NARROWED : IN_FORCE_WIDER;
}

/* Two that are within each other are the same. */
static enum in_force_change compare_with_builtin(const struct hf_blob *before,
						 const struct hf_blob *after, unsigned int which)
{
	struct hf_blob_exception e = hf_blob_exception(after, which);
	int found = hf_blob_find(before, e.reason, &e.identity);

	if (found < 0)
		return IN_FORCE_NEW;
	if (!hf_blob_is_within(after, which, before))
		return IN_FORCE_WIDER;
	return hf_blob_is_within(before, (unsigned int)found, after) ? IN_FORCE_SAME :
								       IN_FORCE_NARROWED;
}

enum in_force_change in_force_compare(const struct in_force *in_force, const struct hf_blob *blob,
				      unsigned int which)
{
	if (in_force->builtin.bytes)
		return compare_with_builtin(&in_force->builtin.blob, blob, which);
	return compare_with_bpf(in_force->program, blob, which);
}

struct hf_blob_text quiet_path(const struct hf_quiet_key *key)
{
	unsigned int at = 0;

	while (at < HF_PATH_LEN && !key->path[at])
		at++;
	return (struct hf_blob_text){
		.text = (const unsigned char *)key->path + at,
		.len = HF_PATH_LEN - at,
	};
}

bool in_force_is_quiet(const struct in_force *in_force, unsigned int reason,
		       const struct hf_blob_text *path)
{
	for (size_t i = 0; i < in_force->quiet_count; i++) {
		struct hf_blob_text found = quiet_path(&in_force->quiet[i]);

		if (in_force->quiet[i].reason == reason && !hf_compare_texts(&found, path))
			return true;
	}
	return false;
}
