// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "policy/text/setting.h"
#include "policy/text/places.h"

static struct origin *find(const struct policy *policy, const char *section, const char *key)
{
	long place = index_find(&policy->files->places, section, key);

	return place < 0 ? NULL : &policy->files->origins[place];
}

struct origin *find_origin(const struct policy *policy, const char *section, const char *key)
{
	struct origin *origin = find(policy, section, key);

	return origin && origin->value.file ? origin : NULL;
}

static struct origin *find_in(const struct policy *policy, const char *kind, const char *name,
			      const char *key)
{
	char section[sizeof(EXCEPTION_SECTION) + NAME_MAX_LEN];

	/* Not with a format: this is asked for each key of each exception. */
	memcpy(mempcpy(section, kind, strlen(kind)), name, strlen(name) + 1);
	return find_origin(policy, section, key);
}

struct origin *find_exception_origin(const struct policy *policy,
				     const struct policy_exception *exception, const char *key)
{
	return find_in(policy, EXCEPTION_SECTION, exception->name, key);
}

struct origin *find_quiet_origin(const struct policy *policy, const struct policy_quiet *quiet,
				 const char *key)
{
	return find_in(policy, QUIET_SECTION, quiet->name, key);
}

struct origin *note_origin(struct policy *policy, const char *section, const char *key,
			   const struct place *value)
{
	struct policy_files *files = policy->files;
	struct origin *origin = find(policy, section, key);

	if (!origin) {
		files->origins =
			must_grow(files->origins, files->origin_count, sizeof(*files->origins));
		index_add(&files->places, section, key, files->origin_count);
		origin = &files->origins[files->origin_count++];
		origin->section = must_copy(section, strlen(section));
		origin->key = must_copy(key, strlen(key));
	}
	origin->wrong = false;
	memset(&origin->value, 0, sizeof(origin->value));
	if (value)
		origin->value = *value;
	return origin;
}

unsigned int count_problems(const struct policy *policy)
{
	unsigned int count = 0;

	for (size_t i = 0; i < policy->files->count; i++)
		count += policy->files->list[i].problems;
	return count;
}

void free_files(struct policy_files *files)
{
	if (!files)
		return;
	for (size_t i = 0; i < files->count; i++) {
		free(files->list[i].path);
		free(files->list[i].shown);
		if (files->list[i].fd >= 0)
			close(files->list[i].fd);
	}
	for (size_t i = 0; i < files->origin_count; i++) {
		free(files->origins[i].section);
		free(files->origins[i].key);
	}
	free(files->list);
	free(files->origins);
	index_free(&files->places);
	index_free(&files->exceptions);
	index_free(&files->quiet);
	free(files);
}
