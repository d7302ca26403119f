// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "exceptions.h"
#include "memory.h"
#include "names.h"
#include "program_paths.h"
#include "report.h"

static struct compiled_exception *add(struct exceptions *all, unsigned int reason,
				      const struct hf_identity *identity,
				      const struct policy_exception *from)
{
	struct compiled_exception *one;

	all->list = must_grow(all->list, all->count, sizeof(*all->list));
	one = &all->list[all->count++];
	one->key.reason = reason;
	one->key.identity = *identity;
	one->from = from;
	return one;
}

static void add_reasons(struct exceptions *all, const struct policy_exception *from,
			const struct hf_identity *identity)
{
	struct compiled_exception *one = add(all, HF_EXCEPTION_PROGRAM, identity, from);

	one->exception.flags = from->verified_libraries ? HF_VERIFIED_LIBRARIES : 0;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!(from->reasons & hf_set_of((int)r)))
			continue;
		one = add(all, r, identity, from);
		if (r == HF_REASON_MSR)
			one->exception = from->registers;
		else if (r == HF_REASON_IOPORT)
			one->exception = from->ports;
		all->reasons++;
		all->unverified += identity->kind != HF_IDENTITY_VERITY;
	}
}

static struct hf_identity identity_of(const struct verity *verity)
{
	struct hf_identity identity = { .kind = HF_IDENTITY_VERITY };

	_Static_assert(sizeof(identity.bytes) == VERITY_LEN, "an identity holds a digest");
	memcpy(identity.bytes, verity->digest, VERITY_LEN);
	return identity;
}

/* Whatever is in the file, and whatever the path leads to later. */
static int add_path(struct exceptions *all, const struct policy_exception *from)
{
	struct hf_identity identity;
	struct stat st;

	if (stat(from->program, &st))
		return fail("%s:%u: [Exception %s] is bound to %s, which cannot be found: %m",
			    from->file, from->line, from->name, from->program);
	identify_inode(&st, &identity);
	add_reasons(all, from, &identity);
	return 0;
}

static int add_exception(struct exceptions *all, const struct policy_exception *from)
{
	struct hf_identity identity;

	all->libraries |= from->verified_libraries;
	if (from->unverified)
		return add_path(all, from);
	for (size_t i = 0; i < from->verity_count; i++) {
		identity = identity_of(&from->verity[i]);
		add_reasons(all, from, &identity);
	}
	for (size_t i = 0; i < from->library_count; i++) {
		identity = identity_of(&from->libraries[i]);
		add(all, HF_EXCEPTION_LIBRARY, &identity, from);
	}
	return 0;
}

static int compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct hf_exception_key));
}

/* Programs and libraries may be named by several sections; the strictest of what they say counts. */
static int merge(struct exceptions *all)
{
	size_t kept = 0;

	if (!all->count)
		return 0;
	qsort(all->list, all->count, sizeof(*all->list), compare);
	for (size_t i = 1; i < all->count; i++) {
		struct compiled_exception *one = &all->list[i], *last = &all->list[kept];

		if (compare(one, last)) {
			all->list[++kept] = *one;
			continue;
		}
		if (one->key.reason < HF_REASONS)
			return fail("two exceptions give %s to the same program; make one of them",
				    reason_texts[one->key.reason].name);
		last->exception.flags |= one->exception.flags;
	}
	all->count = kept + 1;
	return 0;
}

int exceptions_compile(const struct policy *policy, struct exceptions *exceptions)
{
	memset(exceptions, 0, sizeof(*exceptions));
	quiet_compile(policy, &exceptions->quiet);
	for (size_t i = 0; i < policy->exception_count; i++)
		if (add_exception(exceptions, &policy->exceptions[i]))
			goto failed;
	if (!merge(exceptions))
		return 0;
failed:
	exceptions_free(exceptions);
	return -1;
}

void exceptions_free(struct exceptions *exceptions)
{
	free(exceptions->list);
	quiet_free(&exceptions->quiet);
	memset(exceptions, 0, sizeof(*exceptions));
}
