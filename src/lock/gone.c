// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lock/gone.h"
#include "policy/program_paths.h"

static int compare(const void *left, const void *right)
{
	const struct hf_exception_key *a = &((const struct gone_exception *)left)->key;
	const struct hf_exception_key *b = &((const struct gone_exception *)right)->key;

	return hf_compare_keys(a->reason, &a->identity, b->reason, &b->identity);
}

static void add_exception(struct gone *gone, const struct compiled_policy *wanted,
			  const struct hf_exception_key *key)
{
	int program = hf_blob_find(&wanted->blob, HF_EXCEPTION_PROGRAM, &key->identity);
	struct gone_exception *one;

	gone->exceptions =
		must_grow(gone->exceptions, gone->exception_count, sizeof(*gone->exceptions));
	one = &gone->exceptions[gone->exception_count++];
	one->key = *key;
	one->name = program < 0 ? NULL : wanted->exceptions[program]->name;
}

static void find_exceptions(const struct in_force *in_force, const struct compiled_policy *wanted,
			    struct gone *gone)
{
	for (size_t i = 0; i < in_force->count; i++) {
		const struct hf_exception_key *key = &in_force->exceptions[i];

		if (hf_blob_find(&wanted->blob, key->reason, &key->identity) < 0)
			add_exception(gone, wanted, key);
	}
	if (gone->exception_count)
		qsort(gone->exceptions, gone->exception_count, sizeof(*gone->exceptions), compare);
}

static void find_quiet(const struct in_force *in_force, const struct compiled_policy *wanted,
		       struct gone *gone)
{
	for (size_t i = 0; i < in_force->quiet_count; i++) {
		const struct hf_quiet_key *key = &in_force->quiet[i];
		struct hf_blob_text path = quiet_path(key);

		if (hf_blob_is_quiet(&wanted->blob, key->reason, path.text, path.len))
			continue;
		gone->quiet = must_grow(gone->quiet, gone->quiet_count, sizeof(*gone->quiet));
		gone->quiet[gone->quiet_count++] = *key;
	}
}

/* Only where one has no name: it looks at all of /usr. */
static void find_paths(struct gone *gone)
{
	struct hf_identity *unnamed = must_alloc((gone->exception_count + 1) * sizeof(*unnamed));
	char **paths = must_alloc((gone->exception_count + 1) * sizeof(*paths));
	size_t count = 0;

	for (size_t i = 0; i < gone->exception_count; i++)
		if (!gone->exceptions[i].name)
			unnamed[count++] = gone->exceptions[i].key.identity;
	if (count)
		find_program_paths("/usr", unnamed, count, paths);
	count = 0;
	for (size_t i = 0; i < gone->exception_count; i++)
		if (!gone->exceptions[i].name)
			gone->exceptions[i].program = paths[count++];
	free(unnamed);
	free(paths);
}

void find_gone(const struct in_force *in_force, const struct compiled_policy *wanted,
	       struct gone *gone)
{
	memset(gone, 0, sizeof(*gone));
	find_exceptions(in_force, wanted, gone);
	find_quiet(in_force, wanted, gone);
	find_paths(gone);
}

void free_gone(struct gone *gone)
{
	for (size_t i = 0; i < gone->exception_count; i++)
		free(gone->exceptions[i].program);
	free(gone->exceptions);
	free(gone->quiet);
}
