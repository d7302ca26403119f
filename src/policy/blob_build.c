// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/report.h"
#include "blob.h"
#include "policy/blob_build.h"
#include "policy/exceptions.h"
#include "policy/text/paths.h"
#include "policy/text/values.h"
#include "policy/verdict.h"

/* A table that grows. */
struct table {
	unsigned char *bytes;
	size_t size, room;
	unsigned int count;
};

struct writer {
	struct table tables[HF_BLOB_TABLES];
};

static void put(struct table *table, const void *bytes, size_t size)
{
	if (table->size + size > table->room) {
		table->room = 2 * (table->size + size);
		table->bytes = must_resize(table->bytes, table->room);
	}
	memcpy(table->bytes + table->size, bytes, size);
	table->size += size;
}

static void put_number(struct table *table, unsigned long long number, size_t size)
{
	unsigned char bytes[8];

	for (size_t i = 0; i < size; i++)
		bytes[i] = (unsigned char)(number >> (8 * i));
	put(table, bytes, size);
}

static void put32(struct table *table, size_t number)
{
	put_number(table, number, 4);
}

static void put64(struct table *table, unsigned long long number)
{
	put_number(table, number, 8);
}

static void put_text(struct writer *writer, struct table *from, const char *text, size_t len)
{
	struct table *texts = &writer->tables[HF_BLOB_TEXT];

	put32(from, texts->size);
	put32(from, len);
	put(texts, text, len);
	texts->count += (unsigned int)len;
}

static unsigned int put_ranges(struct writer *writer, const struct hf_exception *narrowed,
			       const unsigned long long *masks)
{
	struct table *ranges = &writer->tables[HF_BLOB_RANGES];

	for (unsigned int i = 0; i < narrowed->count; i++) {
		put32(ranges, narrowed->ranges[i].first);
		put32(ranges, narrowed->ranges[i].size);
		put64(ranges, masks ? masks[i] : 0);
		ranges->count++;
	}
	return narrowed->count;
}

static int compare_digests(const void *a, const void *b)
{
	return memcmp(a, b, VERITY_LEN);
}

static unsigned int put_programs(struct writer *writer, const struct digests *digests)
{
	struct table *programs = &writer->tables[HF_BLOB_PROGRAMS];
	struct verity sorted[HF_PROGRAMS];
	unsigned int count = 0;

	memcpy(sorted, digests->list, digests->count * sizeof(*sorted));
	qsort(sorted, digests->count, sizeof(*sorted), compare_digests);
	for (size_t i = 0; i < digests->count; i++) {
		if (i && !compare_digests(&sorted[i], &sorted[i - 1]))
			continue;
		put(programs, sorted[i].digest, VERITY_LEN);
		programs->count++;
		count++;
	}
	return count;
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Below the root, of which there are two names: a path may be there twice. */
static unsigned int put_paths(struct writer *writer, const struct policy_exception *from,
			      unsigned int reason)
{
	struct table *paths = &writer->tables[HF_BLOB_PATHS];
	const char *sorted[HF_RANGES];
	size_t found = 0;
	unsigned int count = 0;
	bool tracefs;

	for (size_t i = 0; i < from->paths.count; i++)
		if (path_is_for(from->paths.list[i], reason))
			sorted[found++] = path_within(from->paths.list[i], &tracefs);
	qsort(sorted, found, sizeof(*sorted), compare_paths);
	for (size_t i = 0; i < found; i++) {
		if (i && !strcmp(sorted[i], sorted[i - 1]))
			continue;
		put_text(writer, paths, sorted[i], strlen(sorted[i]));
		paths->count++;
		count++;
	}
	return count;
}

/* What it is narrowed to. Returns how many. */
static unsigned int put_details(struct writer *writer, const struct compiled_exception *one)
{
	const struct policy_exception *from = one->from;
	unsigned int reason = one->key.reason;

	if (reason >= HF_REASONS || hf_is_demand((int)reason))
		return 0;
	if (one->key.identity.kind == HF_IDENTITY_FILE)
		return from->verity.count ? put_programs(writer, &from->verity) : 0;
	if (reason == HF_REASON_MSR)
		return put_ranges(writer, &from->registers.ranges, from->registers.masks);
	if (reason == HF_REASON_IOPORT)
		return put_ranges(writer, &from->ports, NULL);
	if (reason == HF_REASON_DEVICE_DMA)
		return put_ranges(writer, &one->exception, NULL);
	return hf_has_paths(reason) ? put_paths(writer, from, reason) : 0;
}

static enum hf_blob_table table_of(const struct compiled_exception *one)
{
	if (one->key.identity.kind == HF_IDENTITY_FILE)
		return HF_BLOB_PROGRAMS;
	return hf_has_ranges(one->key.reason) ? HF_BLOB_RANGES : HF_BLOB_PATHS;
}

static void put_exception(struct writer *writer, const struct compiled_exception *one)
{
	struct table *table = &writer->tables[HF_BLOB_EXCEPTIONS];
	unsigned int first = writer->tables[table_of(one)].count;
	unsigned int count = put_details(writer, one);

	put32(table, one->key.reason);
	put32(table, one->key.identity.kind);
	put(table, one->key.identity.bytes, sizeof(one->key.identity.bytes));
	put32(table, one->exception.flags & HF_EXCEPTION_FLAGS);
	put32(table, count);
	put32(table, count ? first : 0);
	put32(table, 0);
	table->count++;
}

static void put_quiet(struct writer *writer, const struct compiled_quiet *one)
{
	struct table *table = &writer->tables[HF_BLOB_QUIET];
	size_t at = quiet_path_at(&one->key);

	put32(table, one->key.reason);
	put_text(writer, table, one->key.path + at, HF_PATH_LEN - at);
	put32(table, 0);
	table->count++;
}

/* The keys are sorted as bytes, which is their order as numbers only below 256. */
_Static_assert(HF_EXCEPTION_LIBRARY < 256, "see compare() in exceptions.c");

static void write_tables(struct writer *writer, const struct exceptions *exceptions)
{
	for (size_t i = 0; i < exceptions->count; i++)
		put_exception(writer, &exceptions->list[i]);
	for (size_t i = 0; i < exceptions->quiet.count; i++)
		put_quiet(writer, &exceptions->quiet.list[i]);
}

static void join_tables(const struct writer *writer, const struct policy *policy,
			unsigned long long version, struct table *blob)
{
	size_t size = HF_BLOB_HEADER;

	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		size += writer->tables[t].size;
	put(blob, HF_BLOB_MAGIC, strlen(HF_BLOB_MAGIC));
	put32(blob, HF_BLOB_FORMAT);
	put32(blob, size);
	put32(blob, hf_reasons_digest());
	put32(blob, 0);
	put64(blob, version);
	put64(blob, policy->allowed);
	put64(blob, policy_audited(policy));
	put64(blob, policy_demanded(policy));
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		put32(blob, writer->tables[t].count);
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		if (writer->tables[t].size)
			put(blob, writer->tables[t].bytes, writer->tables[t].size);
}

/* The kernel's own look at it: what it would refuse is not written. */
static int check_blob(const struct table *table)
{
	enum hf_blob_error error;
	struct hf_blob blob;

	if (table->size > HF_BLOB_MAX)
		return fail("the policy has %zu bytes when it is compiled, and the kernel takes up "
			    "to %u",
			    table->size, HF_BLOB_MAX);
	error = hf_blob_open(&blob, table->bytes, (unsigned int)table->size);
	return error ? fail("the policy cannot be compiled: no kernel would take it (%d)",
			    (int)error) :
		       0;
}

/* Another's digest could be all zeros, and no file's is. */
static int check_digests(const struct exceptions *exceptions)
{
	static const unsigned char zeros[VERITY_LEN];

	for (size_t i = 0; i < exceptions->count; i++) {
		const struct compiled_exception *one = &exceptions->list[i];

		if (one->key.identity.kind != HF_IDENTITY_INODE &&
		    !memcmp(one->key.identity.bytes, zeros, sizeof(zeros)))
			return fail("the policy has a digest of zeros, which no file has");
	}
	return 0;
}

static int check_demands(const struct policy *policy)
{
	if (policy_demanded(policy) & hf_set_of(HF_REASON_KEXEC_IMAGE))
		return fail(
			"the policy has Kernel= in [Verify], and the built-in LSM has no list of "
			"signed kernels: take it out; it has Initrd= and Firmware=, and Image= "
			"of an exception");
	return 0;
}

int compile_policy(const struct policy *policy, const struct exceptions *exceptions,
		   unsigned long long version, unsigned char **bytes, size_t *size)
{
	struct writer writer = { 0 };
	struct table blob = { 0 };
	int err = check_demands(policy) ?: check_digests(exceptions);

	if (!err) {
		write_tables(&writer, exceptions);
		join_tables(&writer, policy, version, &blob);
		err = check_blob(&blob);
	}
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		free(writer.tables[t].bytes);
	if (err)
		free(blob.bytes);
	*bytes = err ? NULL : blob.bytes;
	*size = err ? 0 : blob.size;
	return err;
}
