// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "exceptions.h"
#include "memory.h"
#include "names.h"
#include "policy_paths.h"
#include "report.h"

/* The kernel's own, in which it keeps a file system's device. */
#define KERNEL_MINOR_BITS 20

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

/* Until an engine has numbered them, its ranges are empty: it covers nothing. */
static void narrow_to_paths(struct exceptions *all, struct compiled_exception *one)
{
	one->path_count = one->from->path_count;
	one->paths_at = all->path_count - one->path_count;
	for (size_t i = 0; i < one->path_count; i++)
		one->exception.count += path_is_for(one->from->paths[i], one->key.reason);
	all->narrowed_to_paths += one->exception.count != 0;
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
		else if (hf_has_paths(r))
			narrow_to_paths(all, one);
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
	struct hf_identity identity = { .kind = HF_IDENTITY_INODE };
	unsigned long long at[2];
	struct stat st;

	if (stat(from->program, &st))
		return fail("%s:%u: [Exception %s] is bound to %s, which cannot be found: %m",
			    from->file, from->line, from->name, from->program);
	at[0] = (unsigned long long)major(st.st_dev) << KERNEL_MINOR_BITS | minor(st.st_dev);
	at[1] = st.st_ino;
	memcpy(identity.bytes, at, sizeof(at));
	add_reasons(all, from, &identity);
	return 0;
}

static void add_paths(struct exceptions *all, const struct policy_exception *from)
{
	for (size_t i = 0; i < from->path_count; i++) {
		all->paths = must_grow(all->paths, all->path_count, sizeof(*all->paths));
		all->paths[all->path_count++] = must_copy(from->paths[i], strlen(from->paths[i]));
	}
}

static int add_exception(struct exceptions *all, const struct policy_exception *from)
{
	struct hf_identity identity;

	all->libraries |= from->verified_libraries;
	add_paths(all, from);
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
	free_paths(exceptions->paths, exceptions->path_count);
	free(exceptions->list);
	memset(exceptions, 0, sizeof(*exceptions));
}
