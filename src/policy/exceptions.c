// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/report.h"
#include "policy/exceptions.h"
#include "policy/program_paths.h"
#include "policy/text/devices.h"
#include "policy/text/paths.h"
#include "policy/text/values.h"
#include "policy/verdict.h"

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
	one->path_count = one->from->paths.count;
	one->paths_at = all->path_count - one->path_count;
	for (size_t i = 0; i < one->path_count; i++)
		one->exception.count += path_is_for(one->from->paths.list[i], one->key.reason);
	all->narrowed_to_paths += one->exception.count != 0;
}

/* A range of no size covers nothing: what is written is not seen, and must not be all there is. */
static void narrow_to_registers(struct exceptions *all, struct compiled_exception *one)
{
	one->exception = one->from->registers.ranges;
	for (unsigned int i = 0; i < one->exception.count; i++) {
		if (one->from->registers.masks[i] == ALL_BITS)
			continue;
		one->exception.ranges[i] = (struct hf_range){ 0 };
		all->masked = one->from;
	}
}

static void add_reasons(struct exceptions *all, const struct policy_exception *from,
			const struct hf_identity *identity)
{
	struct compiled_exception *one = add(all, HF_EXCEPTION_PROGRAM, identity, from);

	one->exception.flags = from->verified_libraries ? HF_VERIFIED_LIBRARIES : 0;
	all->needs |= NEEDS_PROGRAMS | (from->verified_libraries ? NEEDS_LIBRARIES : 0);
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		/* What has a list of files is given file by file. */
		if (!(from->reasons & ~policy_reasons_of_files(from) & hf_set_of((int)r)))
			continue;
		one = add(all, r, identity, from);
		if (r == HF_REASON_MSR)
			narrow_to_registers(all, one);
		else if (r == HF_REASON_IOPORT)
			one->exception = from->ports;
		else if (r == HF_REASON_DEVICE_DMA)
			narrow_to_devices(from->devices.list, from->devices.count, from->name,
					  &one->exception);
		else if (hf_has_paths(r))
			narrow_to_paths(all, one);
		all->reasons++;
		all->unverified += identity->kind != HF_IDENTITY_VERITY;
	}
}

static struct hf_identity identity_of(enum hf_identity_kind kind, const struct verity *verity)
{
	struct hf_identity identity = { .kind = kind };

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

/* To all programs, or to those that the section names. @from: NULL: no exception, but [Verify]. */
static void add_files(struct exceptions *all, const struct policy_exception *from,
		      enum hf_reason reason, const struct digests *files)
{
	for (size_t i = 0; i < files->count; i++) {
		struct hf_identity identity = identity_of(HF_IDENTITY_FILE, &files->list[i]);
		struct compiled_exception *one = add(all, reason, &identity, from);

		all->needs |= NEEDS_FILES;
		if (!from)
			continue;
		_Static_assert(sizeof(one->exception.programs[0]) == VERITY_LEN, "a digest");
		one->exception.count = (unsigned int)from->verity.count;
		if (from->verity.count)
			memcpy(one->exception.programs, from->verity.list,
			       from->verity.count * VERITY_LEN);
		all->reasons++;
		all->files += !from->verity.count;
	}
}

static void add_paths(struct exceptions *all, const struct policy_exception *from)
{
	for (size_t i = 0; i < from->paths.count; i++) {
		all->paths = must_grow(all->paths, all->path_count, sizeof(*all->paths));
		all->paths[all->path_count++] =
			must_copy(from->paths.list[i], strlen(from->paths.list[i]));
	}
}

static int add_exception(struct exceptions *all, const struct policy_exception *from)
{
	struct hf_identity identity;

	add_paths(all, from);
	if (from->unverified)
		return add_path(all, from);
	for (size_t i = 0; i < from->verity.count; i++) {
		identity = identity_of(HF_IDENTITY_VERITY, &from->verity.list[i]);
		add_reasons(all, from, &identity);
	}
	for (size_t i = 0; i < from->libraries.count; i++) {
		identity = identity_of(HF_IDENTITY_VERITY, &from->libraries.list[i]);
		add(all, HF_EXCEPTION_LIBRARY, &identity, from);
	}
	add_files(all, from, HF_REASON_KEXEC, &from->images);
	add_files(all, from, HF_REASON_MODULE_SIGNATURE, &from->modules);
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
		if (one->key.reason < HF_REASONS && !hf_is_demand((int)one->key.reason))
			return fail("two exceptions give %s to the same %s; make one of them",
				    reason_texts[one->key.reason].name,
				    one->key.identity.kind == HF_IDENTITY_FILE ? "file" :
										 "program");
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
	add_files(exceptions, NULL, HF_REASON_KEXEC_IMAGE, &policy->kernels.files);
	add_files(exceptions, NULL, HF_REASON_KEXEC_INITRD, &policy->initrds.files);
	add_files(exceptions, NULL, HF_REASON_FIRMWARE, &policy->firmware.files);
	if (exceptions->narrowed_to_paths)
		exceptions->needs |= NEEDS_OPENS;
	if (policy_demanded(policy))
		exceptions->needs |= NEEDS_FILES;
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
	quiet_free(&exceptions->quiet);
	memset(exceptions, 0, sizeof(*exceptions));
}
