// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/report.h"
#include "policy/compiled.h"
#include "policy/program_paths.h"
#include "policy/tables.h"
#include "policy/verdict.h"

/* What all sections say, one by one; then in the order of the blob. */
struct singles {
	struct single_exception *exceptions;
	size_t count;
	struct single_quiet *quiet;
	size_t quiet_count;
};

static struct single_exception *add(struct singles *all, unsigned int reason,
				    const struct hf_identity *identity,
				    const struct policy_exception *from)
{
	struct single_exception *one;

	all->exceptions = must_grow(all->exceptions, all->count, sizeof(*all->exceptions));
	one = &all->exceptions[all->count++];
	*one = (struct single_exception){ .reason = reason, .identity = *identity, .from = from };
	return one;
}

static void add_program(struct singles *all, const struct policy_exception *from,
			const struct hf_identity *identity)
{
	/* What has a list of files is given file by file. */
	hf_reason_set reasons = from->reasons & ~policy_reasons_of_files(from);

	add(all, HF_EXCEPTION_PROGRAM, identity, from)->flags =
		from->verified_libraries ? HF_VERIFIED_LIBRARIES : 0;
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (reasons & hf_set_of((int)r))
			add(all, r, identity, from);
}

/* Whatever is in the file, and whatever the path leads to later. */
static int add_path(struct singles *all, const struct policy_exception *from)
{
	struct hf_identity identity;
	struct stat st;

	if (stat(from->program, &st))
		return fail("%s:%u: [Exception %s] is bound to %s, which cannot be found: %m",
			    from->file, from->line, from->name, from->program);
	identify_inode(&st, &identity);
	add_program(all, from, &identity);
	return 0;
}

static struct hf_identity identity_of(enum hf_identity_kind kind, const struct verity *verity)
{
	struct hf_identity identity = { .kind = kind };

	_Static_assert(sizeof(identity.bytes) == VERITY_LEN, "an identity holds a digest");
	memcpy(identity.bytes, verity->digest, VERITY_LEN);
	return identity;
}

/* To all programs, or to those that the section names. @from: NULL: no exception, but [Verify]. */
static void add_files(struct singles *all, const struct policy_exception *from,
		      enum hf_reason reason, const struct digests *files)
{
	for (size_t i = 0; i < files->count; i++) {
		struct hf_identity identity = identity_of(HF_IDENTITY_FILE, &files->list[i]);

		add(all, reason, &identity, from);
	}
}

static int add_exception(struct singles *all, const struct policy_exception *from)
{
	struct hf_identity identity;

	if (from->unverified)
		return add_path(all, from);
	for (size_t i = 0; i < from->verity.count; i++) {
		identity = identity_of(HF_IDENTITY_VERITY, &from->verity.list[i]);
		add_program(all, from, &identity);
	}
	for (size_t i = 0; i < from->libraries.count; i++) {
		identity = identity_of(HF_IDENTITY_VERITY, &from->libraries.list[i]);
		add(all, HF_EXCEPTION_LIBRARY, &identity, from);
	}
	add_files(all, from, HF_REASON_KEXEC, &from->images);
	add_files(all, from, HF_REASON_MODULE_SIGNATURE, &from->modules);
	return 0;
}

static void add_quiet(struct singles *all, const struct policy_quiet *from)
{
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!(from->reasons & hf_set_of((int)r)))
			continue;
		all->quiet = must_grow(all->quiet, all->quiet_count, sizeof(*all->quiet));
		all->quiet[all->quiet_count++] = (struct single_quiet){ .reason = r, .from = from };
	}
}

static int add_all(struct singles *all, const struct policy *policy)
{
	for (size_t i = 0; i < policy->exception_count; i++)
		if (add_exception(all, &policy->exceptions[i]))
			return -1;
	add_files(all, NULL, HF_REASON_KEXEC_IMAGE, &policy->kernels.files);
	add_files(all, NULL, HF_REASON_KEXEC_INITRD, &policy->initrds.files);
	add_files(all, NULL, HF_REASON_FIRMWARE, &policy->firmware.files);
	for (size_t i = 0; i < policy->quiet_count; i++)
		add_quiet(all, &policy->quiet[i]);
	return 0;
}

static int compare_exceptions(const void *left, const void *right)
{
	const struct single_exception *a = left, *b = right;

	return hf_compare_keys(a->reason, &a->identity, b->reason, &b->identity);
}

/* Programs and libraries may be named by several sections; the strictest of what they say counts. */
static int merge_exceptions(struct singles *all)
{
	size_t kept = 0;

	if (!all->count)
		return 0;
	qsort(all->exceptions, all->count, sizeof(*all->exceptions), compare_exceptions);
	for (size_t i = 1; i < all->count; i++) {
		struct single_exception *one = &all->exceptions[i], *last = &all->exceptions[kept];

		if (compare_exceptions(one, last)) {
			all->exceptions[++kept] = *one;
			continue;
		}
		if (one->reason < HF_REASONS && !hf_is_demand((int)one->reason))
			return fail("two exceptions give %s to the same %s; make one of them",
				    reason_texts[one->reason].name,
				    one->identity.kind == HF_IDENTITY_FILE ? "file" : "program");
		last->flags |= one->flags;
	}
	all->count = kept + 1;
	return 0;
}

static int compare_quiet(const void *left, const void *right)
{
	const struct single_quiet *a = left, *b = right;

	if (a->reason != b->reason)
		return a->reason < b->reason ? -1 : 1;
	return strcmp(a->from->program, b->from->program);
}

/* If two sections say the same, it is one rule. */
static void merge_quiet(struct singles *all)
{
	size_t kept = 0;

	if (!all->quiet_count)
		return;
	qsort(all->quiet, all->quiet_count, sizeof(*all->quiet), compare_quiet);
	for (size_t i = 1; i < all->quiet_count; i++)
		if (compare_quiet(&all->quiet[i], &all->quiet[kept]))
			all->quiet[++kept] = all->quiet[i];
	all->quiet_count = kept + 1;
}

/* Another file's digest could be all zeros, but no file's is. */
static int check_digests(const struct singles *all)
{
	static const unsigned char zeros[VERITY_LEN];

	for (size_t i = 0; i < all->count; i++) {
		const struct hf_identity *identity = &all->exceptions[i].identity;

		if (identity->kind != HF_IDENTITY_INODE &&
		    !memcmp(identity->bytes, zeros, sizeof(zeros)))
			return fail("the policy has a digest of zeros, which no file has");
	}
	return 0;
}

/* Opens it as an engine does: a policy that is refused there is refused here. */
static int open_compiled(struct compiled_policy *compiled, size_t size)
{
	enum hf_blob_error error;

	if (size > HF_BLOB_MAX)
		return fail("the policy has %zu bytes when it is compiled, and the kernel takes up "
			    "to %u",
			    size, HF_BLOB_MAX);
	error = hf_blob_open(&compiled->blob, compiled->bytes, (unsigned int)size);
	return error ? fail("the policy cannot be compiled: no kernel would take it (%d)",
			    (int)error) :
		       0;
}

static int write_singles(const struct singles *all, const struct policy *policy,
			 unsigned long long version, struct compiled_policy *compiled)
{
	struct tables tables = { 0 };
	size_t size;

	compiled->exceptions = must_alloc((all->count + 1) * sizeof(struct policy_exception *));
	compiled->quiet = must_alloc((all->quiet_count + 1) * sizeof(struct policy_quiet *));
	for (size_t i = 0; i < all->count; i++) {
		put_exception(&tables, &all->exceptions[i]);
		compiled->exceptions[i] = all->exceptions[i].from;
	}
	for (size_t i = 0; i < all->quiet_count; i++) {
		put_quiet(&tables, &all->quiet[i]);
		compiled->quiet[i] = all->quiet[i].from;
	}
	compiled->bytes = join_tables(&tables, policy, version, &size);
	free_tables(&tables);
	return open_compiled(compiled, size);
}

int compile_policy(const struct policy *policy, unsigned long long version,
		   struct compiled_policy *compiled)
{
	struct singles all = { 0 };
	int err = add_all(&all, policy) ?: merge_exceptions(&all) ?: check_digests(&all);

	memset(compiled, 0, sizeof(*compiled));
	if (!err) {
		merge_quiet(&all);
		err = write_singles(&all, policy, version, compiled);
	}
	free(all.exceptions);
	free(all.quiet);
	if (err)
		free_compiled_policy(compiled);
	return err;
}

void free_compiled_policy(struct compiled_policy *compiled)
{
	free(compiled->bytes);
	free(compiled->exceptions);
	free(compiled->quiet);
	memset(compiled, 0, sizeof(*compiled));
}

int check_for_builtin(const struct policy *policy)
{
	if (policy_demanded(policy) & hf_set_of(HF_REASON_KEXEC_IMAGE))
		return fail(
			"the policy has Kernel= in [Verify], and the built-in LSM has no list of "
			"signed kernels: take it out; it has Initrd= and Firmware=, and Image= "
			"of an exception");
	return 0;
}

void set_audited(struct compiled_policy *compiled, hf_reason_set audited)
{
	for (unsigned int i = 0; i < sizeof(audited); i++)
		compiled->bytes[HF_BLOB_AT_AUDITED + i] = (unsigned char)(audited >> (8 * i));
	compiled->blob.rules.audited = audited;
}
