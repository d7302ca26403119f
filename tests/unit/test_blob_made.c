// SPDX-License-Identifier: GPL-2.0
/* Compiled policies that no program of ours would write, each with a single fault. */
#include "blob_unit.h"

#include "blob_vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put_vector64(unsigned char *bytes, unsigned int at, unsigned long long number)
{
	put_vector32(bytes, at, (unsigned int)number);
	put_vector32(bytes, at + 4, (unsigned int)(number >> 32));
}

/* Sets of reasons: only existing reasons, not the seal, and each reason in one set only. */
static void rules_are_of_reasons(void **state)
{
	const hf_reason_set seal = hf_set_of(HF_REASON_SEAL), msr = hf_set_of(HF_REASON_MSR);
	const struct {
		hf_reason_set allowed, audited, demanded;
		enum hf_blob_error error;
	} rules[] = {
		{ msr, 0, 0, HF_BLOB_RIGHT },
		{ 0, msr, 0, HF_BLOB_RIGHT },
		{ msr, msr, 0, HF_BLOB_WRONG_RULES },
		{ seal, 0, 0, HF_BLOB_WRONG_RULES },
		{ 0, seal, 0, HF_BLOB_WRONG_RULES },
		{ 0, 0, hf_set_of(HF_REASON_FIRMWARE), HF_BLOB_RIGHT },
		{ 0, 0, hf_set_of(HF_REASON_KEXEC_IMAGE), HF_BLOB_RIGHT },
		{ 0, 0, msr, HF_BLOB_WRONG_RULES },
	};
	unsigned char bytes[HF_BLOB_HEADER];

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(rules); i++) {
		put_vector_header(bytes, 0, 0, 0);
		put_vector64(bytes, HF_BLOB_AT_ALLOWED, rules[i].allowed);
		put_vector64(bytes, HF_BLOB_AT_AUDITED, rules[i].audited);
		put_vector64(bytes, HF_BLOB_AT_DEMANDED, rules[i].demanded);
		assert_int_equal(open_copy(bytes, sizeof(bytes)), rules[i].error);
	}
}

/* No more entries than allowed, and no count whose product with the entry's size overflows to less. */
static void sizes_are_what_they_are(void **state)
{
	struct compiled c = compile(whole_policy);
	unsigned char *bytes = calloc(1, HF_BLOB_MAX + 1);

	(void)state;
	assert_non_null(bytes);
	for (unsigned int size = HF_BLOB_MAX; size <= HF_BLOB_MAX + 1; size++) {
		put_vector_header(bytes, 0, 0, 0);
		put_vector32(bytes, HF_BLOB_AT_SIZE, size);
		put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_TEXT, size - HF_BLOB_HEADER);
		assert_int_equal(open_copy(bytes, size),
				 size > HF_BLOB_MAX ? HF_BLOB_WRONG_SIZE : HF_BLOB_UNUSED);
	}
	/* 56 of these are seven times 2^32. */
	put_vector32(c.bytes, HF_BLOB_AT_COUNTS, c.blob.counts[HF_BLOB_EXCEPTIONS] + (1U << 29));
	assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_SIZE);
	free(bytes);
	free(c.bytes);
}

/* Has room for one entry more than allowed. */
#define CROWDED_MAX (HF_VECTOR_BLOB_MAX + 64 * (HF_RANGES + 1))

/* Texts after the tables, each with its entry's place and length at @entry, @step bytes further. */
static unsigned int put_texts(unsigned char *bytes, unsigned int at, unsigned int entry,
			      unsigned int step, enum hf_blob_table table, const char *const *texts)
{
	unsigned int count = 0, used = 0;

	for (; texts[count]; count++, entry += step) {
		const unsigned int len = (unsigned int)strlen(texts[count]);

		put_vector32(bytes, entry, used);
		put_vector32(bytes, entry + 4, len);
		memcpy(bytes + at + used, texts[count], len);
		used += len;
	}
	put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * (unsigned int)table, count);
	put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_TEXT, used);
	put_vector32(bytes, HF_BLOB_AT_SIZE, at + used);
	return at + used;
}

static enum hf_blob_error open_paths(const char *first, const char *second)
{
	const char *const texts[] = { first, second, NULL };
	const unsigned int count = second ? 2 : 1;
	unsigned char bytes[CROWDED_MAX];
	unsigned int at = put_vector_header(bytes, 2, 0, 0);

	at = put_vector_key(bytes, at, HF_REASON_DEBUGFS, HF_IDENTITY_VERITY, 1, count);
	at = put_vector_key(bytes, at, HF_EXCEPTION_PROGRAM, HF_IDENTITY_VERITY, 1, 0);
	return open_copy(bytes, put_texts(bytes, at + 8 * count, at, 8, HF_BLOB_PATHS, texts));
}

static enum hf_blob_error open_quiet(unsigned int reason, const char *first,
				     unsigned int other_reason, const char *second)
{
	const char *const texts[] = { first, second, NULL };
	unsigned char bytes[CROWDED_MAX] = { 0 };
	unsigned int at = put_vector_header(bytes, 0, 0, 0), count = second ? 2 : 1;

	put_vector32(bytes, at, reason);
	put_vector32(bytes, at + 16, count == 2 ? other_reason : 0);
	return open_copy(bytes,
			 put_texts(bytes, at + 16 * count, at + 4, 16, HF_BLOB_QUIET, texts));
}

static void paths_are_plain(void **state)
{
	char name[HF_FILE_NAME_LEN + 2], names[2 * (HF_PATH_NAMES + 1) + 1] = { 0 };

	(void)state;
	assert_int_equal(open_paths("/a", NULL), HF_BLOB_RIGHT);
	assert_int_equal(open_paths("xa", NULL), HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_paths("", NULL), HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_paths("/..", NULL), HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_paths("/.", NULL), HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_paths("/.a", NULL), HF_BLOB_RIGHT);
	assert_int_equal(open_paths("/a", "/b"), HF_BLOB_RIGHT);
	assert_int_equal(open_paths("/a", "/a"), HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_paths("/b", "/a"), HF_BLOB_WRONG_DETAIL);
	memset(name, 'x', sizeof(name));
	name[0] = '/';
	name[HF_FILE_NAME_LEN + 1] = '\0';
	assert_int_equal(open_paths(name, NULL), HF_BLOB_WRONG_DETAIL);
	name[HF_FILE_NAME_LEN] = '\0';
	assert_int_equal(open_paths(name, NULL), HF_BLOB_RIGHT);
	for (size_t i = 0; i < sizeof(names) - 3; i++)
		names[i] = i % 2 ? 'x' : '/';
	assert_int_equal(open_paths(names, NULL), HF_BLOB_RIGHT);
	names[sizeof(names) - 3] = '/';
	names[sizeof(names) - 2] = 'x';
	assert_int_equal(open_paths(names, NULL), HF_BLOB_WRONG_DETAIL);
}

static void quiet_rules_are_of_programs(void **state)
{
	char path[HF_PATH_LEN + 2];

	(void)state;
	assert_int_equal(open_quiet(HF_REASON_MSR, "/a", 0, NULL), HF_BLOB_RIGHT);
	assert_int_equal(open_quiet(HF_REASON_SEAL, "/a", 0, NULL), HF_BLOB_WRONG_QUIET);
	assert_int_equal(open_quiet(HF_REASONS, "/a", 0, NULL), HF_BLOB_WRONG_QUIET);
	assert_int_equal(open_quiet(HF_REASON_MSR, "/a", HF_REASON_MSR, "/b"), HF_BLOB_RIGHT);
	assert_int_equal(open_quiet(HF_REASON_MSR, "/a", HF_REASON_MSR, "/a"), HF_BLOB_WRONG_QUIET);
	assert_int_equal(open_quiet(HF_REASON_MSR, "/a", HF_REASON_MSR - 1, "/b"),
			 HF_BLOB_WRONG_QUIET);
	memset(path, 'x', sizeof(path));
	path[0] = '/';
	path[HF_PATH_LEN + 1] = '\0';
	assert_int_equal(open_quiet(HF_REASON_MSR, path, 0, NULL), HF_BLOB_WRONG_QUIET);
	path[HF_PATH_LEN] = '\0';
	assert_int_equal(open_quiet(HF_REASON_MSR, path, 0, NULL), HF_BLOB_RIGHT);
}

/* The programs of a file's exception. */
static enum hf_blob_error open_programs(unsigned int reason, unsigned int count,
					const unsigned int *numbers)
{
	unsigned char bytes[CROWDED_MAX];
	unsigned int at = put_vector_header(bytes, 1, 0, count);

	at = put_vector_key(bytes, at, reason, HF_IDENTITY_FILE, 1, count);
	for (unsigned int i = 0; i < count; i++)
		at = put_vector_digest(bytes, at, NULL, numbers[i]);
	return open_copy(bytes, at);
}

static void programs_of_a_file_are_some(void **state)
{
	(void)state;
	assert_int_equal(open_programs(HF_REASON_KEXEC, 2, (const unsigned int[]){ 1, 2 }),
			 HF_BLOB_RIGHT);
	assert_int_equal(open_programs(HF_REASON_KEXEC, 2, (const unsigned int[]){ 2, 1 }),
			 HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_programs(HF_REASON_KEXEC, 2, (const unsigned int[]){ 1, 1 }),
			 HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_programs(HF_REASON_KEXEC, 1, (const unsigned int[]){ 0 }),
			 HF_BLOB_WRONG_DETAIL);
	/* The kernel reads data for any program. */
	assert_int_equal(open_programs(HF_REASON_KEXEC_INITRD, 1, (const unsigned int[]){ 1 }),
			 HF_BLOB_WRONG_DETAIL);
	assert_int_equal(open_programs(HF_REASON_KEXEC_INITRD, 0, NULL), HF_BLOB_RIGHT);
}

/* Only a verified program can require verified libraries. */
static void flags_are_of_verified_programs(void **state)
{
	unsigned char bytes[HF_BLOB_HEADER + HF_BLOB_EXCEPTION_SIZE];
	unsigned int entry = put_vector_header(bytes, 1, 0, 0);

	(void)state;
	for (unsigned int flags = 0; flags <= HF_VERIFIED_LIBRARIES; flags++) {
		put_vector_key(bytes, entry, HF_EXCEPTION_PROGRAM, HF_IDENTITY_VERITY, 1, 0);
		put_vector32(bytes, entry + 40, flags);
		assert_int_equal(open_copy(bytes, sizeof(bytes)), HF_BLOB_RIGHT);
		put_vector_key(bytes, entry, HF_EXCEPTION_PROGRAM, HF_IDENTITY_INODE, 1, 0);
		memset(bytes + entry + 8 + 16, 0, 16);
		put_vector32(bytes, entry + 40, flags);
		assert_int_equal(open_copy(bytes, sizeof(bytes)),
				 flags ? HF_BLOB_WRONG_EXCEPTION : HF_BLOB_RIGHT);
	}
}

/* Two exceptions with a range each, but the table has only one. */
static void details_are_in_their_table(void **state)
{
	unsigned char bytes[CROWDED_MAX];

	(void)state;
	for (unsigned int ranges = 1; ranges <= 2; ranges++) {
		unsigned int at = put_vector_header(bytes, 4, ranges, 0), second;

		at = put_vector_key(bytes, at, HF_REASON_MSR, HF_IDENTITY_VERITY, 1, 1);
		second = at;
		at = put_vector_key(bytes, at, HF_REASON_MSR, HF_IDENTITY_VERITY, 2, 1);
		put_vector32(bytes, second + 48, 1);
		at = put_vector_key(bytes, at, HF_EXCEPTION_PROGRAM, HF_IDENTITY_VERITY, 1, 0);
		at = put_vector_key(bytes, at, HF_EXCEPTION_PROGRAM, HF_IDENTITY_VERITY, 2, 0);
		for (unsigned int i = 0; i < ranges; i++) {
			at = put_vector32(bytes, at, 0x10);
			at = put_vector32(bytes, at, 1);
			at = put_vector32(bytes, at, 1);
			at = put_vector32(bytes, at, 0);
		}
		assert_int_equal(open_copy(bytes, at),
				 ranges == 2 ? HF_BLOB_RIGHT : HF_BLOB_WRONG_DETAIL);
	}
}

static void expect_crowded(unsigned char *bytes, unsigned int size, bool fits)
{
	assert_int_equal(open_copy(bytes, size), fits ? HF_BLOB_RIGHT : HF_BLOB_WRONG_DETAIL);
}

static unsigned int put_crowd(unsigned char *bytes, unsigned int reason, unsigned int ranges,
			      unsigned int count)
{
	unsigned int at = put_vector_header(bytes, 2, ranges, 0);

	at = put_vector_key(bytes, at, reason, HF_IDENTITY_VERITY, 1, count);
	return put_vector_key(bytes, at, HF_EXCEPTION_PROGRAM, HF_IDENTITY_VERITY, 1, 0);
}

/* The most ranges: the engines check each for a request, and the BPF engine has room for no more. */
static void there_are_not_too_many_details(void **state)
{
	unsigned char bytes[CROWDED_MAX];
	unsigned int at;

	(void)state;
	for (unsigned int count = HF_RANGES; count <= HF_RANGES + 1; count++) {
		at = put_crowd(bytes, HF_REASON_MSR, count, count);
		for (unsigned int i = 0; i < count; i++) {
			at = put_vector32(bytes, at, 2 * i);
			at = put_vector32(bytes, at, 1);
			at = put_vector32(bytes, at, 1);
			at = put_vector32(bytes, at, 0);
		}
		expect_crowded(bytes, at, count == HF_RANGES);

		at = put_crowd(bytes, HF_REASON_DEBUGFS, 0, count);
		for (unsigned int i = 0; i < count; i++) {
			at = put_vector32(bytes, at, 3 * i);
			at = put_vector32(bytes, at, 3);
		}
		for (unsigned int i = 0; i < count; i++, at += 3)
			snprintf((char *)bytes + at, 4, "/%02u", i);
		put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_PATHS, count);
		put_vector32(bytes, HF_BLOB_AT_COUNTS + 4 * HF_BLOB_TEXT, 3 * count);
		put_vector32(bytes, HF_BLOB_AT_SIZE, at);
		expect_crowded(bytes, at, count == HF_RANGES);
	}
	for (unsigned int count = HF_PROGRAMS; count <= HF_PROGRAMS + 1; count++) {
		at = put_vector_header(bytes, 1, 0, count);
		at = put_vector_key(bytes, at, HF_REASON_KEXEC, HF_IDENTITY_FILE, 1, count);
		for (unsigned int i = 0; i < count; i++)
			at = put_vector_digest(bytes, at, NULL, i + 1);
		expect_crowded(bytes, at, count == HF_PROGRAMS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_are_of_reasons),
		cmocka_unit_test(sizes_are_what_they_are),
		cmocka_unit_test(paths_are_plain),
		cmocka_unit_test(quiet_rules_are_of_programs),
		cmocka_unit_test(programs_of_a_file_are_some),
		cmocka_unit_test(flags_are_of_verified_programs),
		cmocka_unit_test(details_are_in_their_table),
		cmocka_unit_test(there_are_not_too_many_details),
	};

	return cmocka_run_group_tests_name("blob_made", tests, NULL, NULL);
}
