// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "blob.h"
#include "policy/quiet.h"

static void add(struct quiet_rules *rules, const struct policy_quiet *from, unsigned int reason)
{
	size_t len = strlen(from->program);
	struct compiled_quiet *one;

	rules->list = must_grow(rules->list, rules->count, sizeof(*rules->list));
	one = &rules->list[rules->count++];
	one->name = from->name;
	one->key.reason = reason;
	memcpy(one->key.path + HF_PATH_LEN - len, from->program, len);
}

size_t quiet_path_at(const struct hf_quiet_key *key)
{
	size_t at = 0;

	while (at < HF_PATH_LEN && !key->path[at])
		at++;
	return at;
}

static struct hf_blob_text path_of(const struct hf_quiet_key *key)
{
	size_t at = quiet_path_at(key);

	return (struct hf_blob_text){
		.text = (const unsigned char *)key->path + at,
		.len = (unsigned int)(HF_PATH_LEN - at),
	};
}

/* Their order in a compiled policy. */
static int compare(const void *left, const void *right)
{
	const struct compiled_quiet *a = left, *b = right;
	const struct hf_blob_text path_a = path_of(&a->key), path_b = path_of(&b->key);

	if (a->key.reason != b->key.reason)
		return a->key.reason < b->key.reason ? -1 : 1;
	return hf_compare_texts(&path_a, &path_b);
}

void quiet_compile(const struct policy *policy, struct quiet_rules *rules)
{
	size_t kept = 0;

	memset(rules, 0, sizeof(*rules));
	for (size_t i = 0; i < policy->quiet_count; i++)
		for (unsigned int r = 0; r < HF_REASONS; r++)
			if (policy->quiet[i].reasons & hf_set_of((int)r))
				add(rules, &policy->quiet[i], r);
	if (!rules->count)
		return;
	qsort(rules->list, rules->count, sizeof(*rules->list), compare);
	for (size_t i = 1; i < rules->count; i++)
		if (compare(&rules->list[i], &rules->list[kept]))
			rules->list[++kept] = rules->list[i];
	rules->count = kept + 1;
}

void quiet_free(struct quiet_rules *rules)
{
	free(rules->list);
	memset(rules, 0, sizeof(*rules));
}

const struct compiled_quiet *quiet_find(const struct quiet_rules *rules,
					const struct hf_quiet_key *key)
{
	struct compiled_quiet wanted = { .key = *key };

	return rules->count ?
		       bsearch(&wanted, rules->list, rules->count, sizeof(*rules->list), compare) :
		       NULL;
}
