// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "lock/gone.h"
#include "policy/program_paths.h"

static int compare_keys(const void *left, const void *right)
{
	return memcmp(left, right, sizeof(struct hf_exception_key));
}

static const struct compiled_exception *find_wanted(const struct exceptions *wanted,
						    const struct hf_exception_key *key)
{
	/* A key is the first of both, and what they are sorted by. */
	return wanted->count ? bsearch(key, wanted->list, wanted->count, sizeof(*wanted->list),
				       compare_keys) :
			       NULL;
}

static void add_exception(struct gone *gone, const struct exceptions *wanted,
			  const struct hf_exception_key *key)
{
	struct hf_exception_key program = *key;
	const struct compiled_exception *other;
	struct gone_exception *one;

	gone->exceptions =
		must_grow(gone->exceptions, gone->exception_count, sizeof(*gone->exceptions));
	one = &gone->exceptions[gone->exception_count++];
	one->key = *key;
	program.reason = HF_EXCEPTION_PROGRAM;
	other = find_wanted(wanted, &program);
	one->name = other ? other->from->name : NULL;
}

static int find_exceptions(const struct in_force *in_force, const struct exceptions *wanted,
			   struct gone *gone)
{
	struct hf_exception_key *keys;
	size_t count;
	int err = in_force_list(in_force, &keys, &count);

	if (!err && count)
		qsort(keys, count, sizeof(*keys), compare_keys);
	for (size_t i = 0; !err && i < count; i++)
		if (!find_wanted(wanted, &keys[i]))
			add_exception(gone, wanted, &keys[i]);
	free(keys);
	return err;
}

static int find_quiet(const struct in_force *in_force, const struct exceptions *wanted,
		      struct gone *gone)
{
	int err = in_force_list_quiet(in_force, &gone->quiet, &gone->quiet_count);
	size_t kept = 0;

	for (size_t i = 0; i < gone->quiet_count; i++)
		if (!quiet_find(&wanted->quiet, &gone->quiet[i]))
			gone->quiet[kept++] = gone->quiet[i];
	gone->quiet_count = kept;
	return err;
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

int find_gone(const struct in_force *in_force, const struct exceptions *wanted, struct gone *gone)
{
	int err;

	memset(gone, 0, sizeof(*gone));
	err = find_exceptions(in_force, wanted, gone) ?: find_quiet(in_force, wanted, gone);
	if (!err)
		find_paths(gone);
	return err;
}

void free_gone(struct gone *gone)
{
	for (size_t i = 0; i < gone->exception_count; i++)
		free(gone->exceptions[i].program);
	free(gone->exceptions);
	free(gone->quiet);
}
