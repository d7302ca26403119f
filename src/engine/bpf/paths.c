// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/bpf/paths.h"
#include "engine/bpf/policy_request.h"
#include "policy/text/paths.h"

/* A walk along a path, of which the policy was told that it is right. */
struct walk {
	const char *rest;
	unsigned int number; /* of the name that was passed last */
};

static struct walk begin_walk(const char *path)
{
	bool tracefs = false;
	const char *within = path_within(path, &tracefs);

	return (struct walk){ .rest = within ? within : "",
			      .number = tracefs ? HF_FOLDER_TRACEFS : HF_FOLDER_DEBUGFS };
}

static int step(int program, struct walk *walk, bool add)
{
	struct hf_policy_request request = { .op = HF_POLICY_NAME,
					     .count = add,
					     .name.folder = walk->number };
	size_t len = strcspn(++walk->rest, "/");
	int err;

	if (len >= sizeof(request.name.name))
		return -ENAMETOOLONG;
	memcpy(request.name.name, walk->rest, len);
	err = run_policy(program, &request);
	walk->rest += len;
	walk->number = request.count;
	return err;
}

static int compare_ranges(const void *left, const void *right)
{
	const struct hf_range *a = left, *b = right;

	return a->first < b->first ? -1 : a->first > b->first;
}

/* Paths that are there twice, by two names of a root, are one. */
static void sort_numbers(struct hf_exception *numbered)
{
	unsigned int kept = 0;

	qsort(numbered->ranges, numbered->count, sizeof(*numbered->ranges), compare_ranges);
	for (unsigned int i = 0; i < numbered->count; i++)
		if (!kept || numbered->ranges[kept - 1].first != numbered->ranges[i].first)
			numbered->ranges[kept++] = numbered->ranges[i];
	memset(&numbered->ranges[kept], 0, (HF_RANGES - kept) * sizeof(*numbered->ranges));
	numbered->count = kept;
}

int number_paths(int program, const struct exceptions *all, const struct compiled_exception *one,
		 bool add, struct hf_exception *numbered)
{
	struct hf_range *to = numbered->ranges;

	*numbered = one->exception;
	for (size_t i = 0; i < one->path_count; i++) {
		const char *path = all->paths[one->paths_at + i];
		struct walk walk = begin_walk(path);

		if (!path_is_for(path, one->key.reason))
			continue;
		while (*walk.rest) {
			int err = step(program, &walk, add);

			if (err)
				return err;
		}
		*to++ = (struct hf_range){ .first = walk.number, .size = 1 };
	}
	if (one->path_count)
		sort_numbers(numbered);
	return 0;
}

static bool path_is_within(int program, const char *path, const struct hf_exception *wide)
{
	struct walk walk = begin_walk(path);

	while (*walk.rest && !step(program, &walk, false)) {
		struct hf_range asked = { .first = walk.number, .size = 1 };

		if (hf_excepts(wide, &asked))
			return true;
	}
	return false;
}

bool paths_are_within(int program, const struct exceptions *all,
		      const struct compiled_exception *one, const struct hf_exception *wide)
{
	if (!wide->count || !one->exception.count)
		return !wide->count;
	for (size_t i = 0; i < one->path_count; i++) {
		const char *path = all->paths[one->paths_at + i];

		if (path_is_for(path, one->key.reason) && !path_is_within(program, path, wide))
			return false;
	}
	return true;
}

size_t count_names(const struct exceptions *all)
{
	size_t count = 0;

	for (size_t i = 0; i < all->path_count; i++)
		for (const char *c = all->paths[i]; *c; c++)
			count += *c == '/';
	return count;
}
