// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "policy/tables.h"
#include "policy/text/devices.h"
#include "policy/text/paths.h"
#include "policy/verdict.h"

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

static void put_text(struct tables *tables, struct table *from, const char *text, size_t len)
{
	struct table *texts = &tables->list[HF_BLOB_TEXT];

	put32(from, texts->size);
	put32(from, len);
	put(texts, text, len);
	texts->count += (unsigned int)len;
}

/* Only registers have masks. */
static unsigned int put_ranges(struct tables *tables, const struct ranges *narrowed, bool masked)
{
	struct table *ranges = &tables->list[HF_BLOB_RANGES];

	for (unsigned int i = 0; i < narrowed->count; i++) {
		put32(ranges, narrowed->list[i].range.first);
		put32(ranges, narrowed->list[i].range.size);
		put64(ranges, masked ? narrowed->list[i].mask : 0);
		ranges->count++;
	}
	return narrowed->count;
}

static int compare_digests(const void *a, const void *b)
{
	return memcmp(a, b, VERITY_LEN);
}

static unsigned int put_programs(struct tables *tables, const struct digests *digests)
{
	struct table *programs = &tables->list[HF_BLOB_PROGRAMS];
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
static unsigned int put_paths(struct tables *tables, const struct policy_exception *from,
			      unsigned int reason)
{
	struct table *paths = &tables->list[HF_BLOB_PATHS];
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
		put_text(tables, paths, sorted[i], strlen(sorted[i]));
		paths->count++;
		count++;
	}
	return count;
}

static unsigned int put_devices(struct tables *tables, const struct policy_exception *from)
{
	struct ranges devices;

	narrow_to_devices(from->devices.list, from->devices.count, from->name, &devices);
	return put_ranges(tables, &devices, false);
}

/* What it is narrowed to. Returns how many. */
static unsigned int put_details(struct tables *tables, const struct single_exception *one)
{
	const struct policy_exception *from = one->from;

	if (!from || one->reason >= HF_REASONS)
		return 0;
	if (one->identity.kind == HF_IDENTITY_FILE)
		return from->verity.count ? put_programs(tables, &from->verity) : 0;
	if (one->reason == HF_REASON_MSR)
		return put_ranges(tables, &from->registers, true);
	if (one->reason == HF_REASON_IOPORT)
		return put_ranges(tables, &from->ports, false);
	if (one->reason == HF_REASON_DEVICE_DMA)
		return put_devices(tables, from);
	return hf_has_paths(one->reason) ? put_paths(tables, from, one->reason) : 0;
}

static enum hf_blob_table table_of(const struct single_exception *one)
{
	if (one->identity.kind == HF_IDENTITY_FILE)
		return HF_BLOB_PROGRAMS;
	return hf_has_ranges(one->reason) ? HF_BLOB_RANGES : HF_BLOB_PATHS;
}

void put_exception(struct tables *tables, const struct single_exception *one)
{
	struct table *table = &tables->list[HF_BLOB_EXCEPTIONS];
	unsigned int first = tables->list[table_of(one)].count;
	unsigned int count = put_details(tables, one);

	put32(table, one->reason);
	put32(table, one->identity.kind);
	put(table, one->identity.bytes, sizeof(one->identity.bytes));
	put32(table, one->flags);
	put32(table, count);
	put32(table, count ? first : 0);
	put32(table, 0);
	table->count++;
}

void put_quiet(struct tables *tables, const struct single_quiet *one)
{
	struct table *table = &tables->list[HF_BLOB_QUIET];

	put32(table, one->reason);
	put_text(tables, table, one->from->program, strlen(one->from->program));
	put32(table, 0);
	table->count++;
}

unsigned char *join_tables(const struct tables *tables, const struct policy *policy,
			   unsigned long long version, size_t *size)
{
	struct table blob = { 0 };

	*size = HF_BLOB_HEADER;
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		*size += tables->list[t].size;
	put(&blob, HF_BLOB_MAGIC, strlen(HF_BLOB_MAGIC));
	put32(&blob, HF_BLOB_FORMAT);
	put32(&blob, *size);
	put32(&blob, hf_reasons_digest());
	put32(&blob, 0);
	put64(&blob, version);
	put64(&blob, policy->allowed);
	put64(&blob, policy_audited(policy));
	put64(&blob, policy_demanded(policy));
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		put32(&blob, tables->list[t].count);
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		if (tables->list[t].size)
			put(&blob, tables->list[t].bytes, tables->list[t].size);
	return blob.bytes;
}

void free_tables(struct tables *tables)
{
	for (size_t t = 0; t < HF_BLOB_TABLES; t++)
		free(tables->list[t].bytes);
}
