// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "engine/bpf/entries.h"
#include "engine/bpf/paths.h"
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

struct hf_exception_key exception_key(const struct hf_blob *blob, unsigned int which)
{
	const struct hf_blob_exception e = hf_blob_exception(blob, which);

	return (struct hf_exception_key){ .reason = e.reason, .identity = e.identity };
}

struct hf_quiet_key quiet_key(const struct hf_blob *blob, unsigned int which)
{
	struct hf_quiet_key key = { 0 };
	struct hf_blob_text path = hf_blob_quiet(blob, which, &key.reason);

	memcpy(key.path + HF_PATH_LEN - path.len, path.text, path.len);
	return key;
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
