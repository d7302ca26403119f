// SPDX-License-Identifier: GPL-2.0
/* Compiled policies: faults are found before the policy is used. */
#include "blob_unit.h"

#include "blob_vectors.h"

#include <stdlib.h>
#include <string.h>

#define MUTANTS 200000

/* The offset of an entry in a table. */
static size_t entry(const struct compiled *c, enum hf_blob_table table, size_t at, size_t size)
{
	return c->blob.at[table] + at * size;
}

static void a_part_is_none(void **state)
{
	struct compiled c = compile(whole_policy);
	unsigned char *longer = calloc(1, c.size + 100);

	(void)state;
	for (size_t size = 0; size < c.size; size++)
		assert_int_not_equal(open_copy(c.bytes, size), HF_BLOB_RIGHT);
	memcpy(longer, c.bytes, c.size);
	for (size_t more = 1; more <= 100; more++)
		assert_int_not_equal(open_copy(longer, c.size + more), HF_BLOB_RIGHT);
	/* Also where the header knows of it. */
	for (unsigned int more = 1; more <= 100; more++) {
		put_vector32(longer, HF_BLOB_AT_SIZE, (unsigned int)c.size + more);
		assert_int_equal(open_copy(longer, c.size + more), HF_BLOB_WRONG_SIZE);
	}
	for (size_t size = HF_BLOB_AT_SIZE + 4; size < c.size; size++) {
		memcpy(longer, c.bytes, c.size);
		put_vector32(longer, HF_BLOB_AT_SIZE, (unsigned int)size);
		assert_int_not_equal(open_copy(longer, size), HF_BLOB_RIGHT);
	}
	free(longer);
	free(c.bytes);
}

struct wrong {
	enum hf_blob_table table;
	size_t at, size, field;
	unsigned int value;
	enum hf_blob_error error;
};

#define HEADER(field, value, error)                           \
	{                                                     \
		HF_BLOB_EXCEPTIONS, 0, 0, field, value, error \
	}
#define EXC(at, field, value, error)                            \
	{                                                       \
		HF_BLOB_EXCEPTIONS, at, 56, field, value, error \
	}
#define RANGE(at, field, value)                                            \
	{                                                                  \
		HF_BLOB_RANGES, at, 16, field, value, HF_BLOB_WRONG_DETAIL \
	}
#define PATH(at, field, value)                                           \
	{                                                                \
		HF_BLOB_PATHS, at, 8, field, value, HF_BLOB_WRONG_DETAIL \
	}
#define QUIET_RULE(at, field, value)                                     \
	{                                                                \
		HF_BLOB_QUIET, at, 16, field, value, HF_BLOB_WRONG_QUIET \
	}

/*
 * The exceptions: 0 module, 1 kexec of a file, 2 hibernation, 3 msr, 4 ioport, 5 debugfs, ... by their
 * reasons' numbers; the ranges: those of ioport or msr first, by the same.
 */
static const struct wrong wrongs[] = {
	HEADER(0, 0, HF_BLOB_FOREIGN),
	HEADER(4, 0, HF_BLOB_FOREIGN),
	HEADER(8, 2, HF_BLOB_OTHER_FORMAT),
	HEADER(20, 1, HF_BLOB_OTHER_FORMAT),
	HEADER(16, 0, HF_BLOB_OTHER_LIST),
	HEADER(16, 1, HF_BLOB_OTHER_LIST),
	HEADER(12, 80, HF_BLOB_WRONG_SIZE),
	HEADER(12, 0xffffff, HF_BLOB_WRONG_SIZE),
	HEADER(56, 0xffffffff, HF_BLOB_WRONG_SIZE),
	HEADER(56, 0x04924925, HF_BLOB_WRONG_SIZE), /* times 56, its lower half is small */
	HEADER(60, 0x10000000, HF_BLOB_WRONG_SIZE),
	HEADER(36, 0x80000000, HF_BLOB_WRONG_RULES),
	HEADER(44, 0x80000000, HF_BLOB_WRONG_RULES),
	HEADER(48, 1, HF_BLOB_WRONG_RULES),
	EXC(0, 0, HF_EXCEPTION_LIBRARY + 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 0, HF_REASON_SEAL, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 4, 0, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 4, 4, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 40, 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(3, 40, 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(0, 48, 1, HF_BLOB_WRONG_DETAIL),
	EXC(0, 52, 1, HF_BLOB_WRONG_EXCEPTION),
	EXC(1, 44, 1, HF_BLOB_UNUSED),
	EXC(1, 44, 17, HF_BLOB_WRONG_DETAIL),
	EXC(1, 48, 1, HF_BLOB_WRONG_DETAIL),
	RANGE(0, 4, 0),
	RANGE(0, 4, 0xffffffff),
	RANGE(0, 0, 0xffff),
	RANGE(0, 8, 1),
	RANGE(1, 8, 0),
	RANGE(2, 0, 0x12),
	RANGE(3, 0, 0xffffffff),
	PATH(0, 0, 1),
	PATH(0, 4, 0),
	PATH(0, 4, 0xffffffff),
	QUIET_RULE(0, 0, HF_REASON_SEAL),
	QUIET_RULE(0, 0, HF_REASONS),
	QUIET_RULE(0, 4, 0),
	QUIET_RULE(0, 8, 0xffffffff),
	QUIET_RULE(0, 12, 1),
};

static void what_is_wrong_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(wrongs); i++) {
		const struct wrong *w = &wrongs[i];
		struct compiled c = compile(whole_policy);
		enum hf_blob_error error;

		put_vector32(c.bytes,
			     (unsigned int)((w->size ? entry(&c, w->table, w->at, w->size) : 0) +
					    w->field),
			     w->value);
		error = open_copy(c.bytes, c.size);
		if (error != w->error)
			fail_msg("wrong %zu: %d, not %d", i, (int)error, (int)w->error);
		free(c.bytes);
	}
}

static void texts_are_paths(void **state)
{
	static const char *const paths[] = { "e/ec", "/e//", "/./x", "/../", "/a/." };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		struct compiled c = compile("[Exception a]\nReason=debugfs\nVerity=" A
					    "\nPaths=/sys/kernel/debug/abc\n");

		assert_int_equal(c.blob.counts[HF_BLOB_TEXT], 4);
		memcpy(c.bytes + c.blob.at[HF_BLOB_TEXT], paths[i], 4);
		assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_DETAIL);
		memcpy(c.bytes + c.blob.at[HF_BLOB_TEXT], "/a\0b", 4);
		assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_DETAIL);
		memcpy(c.bytes + c.blob.at[HF_BLOB_TEXT], "/...", 4);
		assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_RIGHT);
		free(c.bytes);
	}
}

/* Nobody could have the exception of a program that is not marked. */
static void programs_have_to_be_known(void **state)
{
	struct compiled c = compile("[Exception b]\nReason=hibernation\nVerity=" B "\n");

	(void)state;
	assert_int_equal(c.blob.counts[HF_BLOB_EXCEPTIONS], 2);
	c.bytes[entry(&c, HF_BLOB_EXCEPTIONS, 1, 56) + 8] = 0;
	assert_int_equal(open_copy(c.bytes, c.size), HF_BLOB_WRONG_EXCEPTION);
	free(c.bytes);
}

/* The same generator as in test_policy_mutation.c. */
static uint64_t seed = 1;

static size_t pick(size_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(seed >> 33) % below;
}

/* Uses a valid policy in every way, under the sanitizers. */
static void use(const struct hf_blob *blob)
{
	unsigned long long mask;
	unsigned int reason;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_blob_exception e = hf_blob_exception(blob, i);
		struct hf_detail detail = { .range = { 0x70, 1 },
					    .path = { (const unsigned char *)"/ec/io", 6 } };

		assert_int_equal(hf_blob_find(blob, e.reason, &e.identity), i);
		if (e.identity.kind == HF_IDENTITY_FILE)
			hf_blob_gives(blob, e.reason, &e.identity, &e.identity);
		else if (e.reason < HF_REASONS)
			hf_blob_excepts(blob, e.reason, &e.identity, &detail, &mask);
	}
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_QUIET]; i++) {
		struct hf_blob_text path = hf_blob_quiet(blob, i, &reason);

		assert_true(hf_blob_is_quiet(blob, reason, path.text, path.len));
	}
	assert_true(hf_blob_is_tighter(blob, blob));
}

static void mutants_are_refused_or_can_be_used(void **state)
{
	struct compiled c = compile(whole_policy);
	unsigned char *bytes = malloc(c.size);
	unsigned int right = 0;

	(void)state;
	for (unsigned int i = 0; i < MUTANTS; i++) {
		struct hf_blob blob;

		memcpy(bytes, c.bytes, c.size);
		for (size_t times = 1 + pick(3); times; times--) {
			/* Otherwise nearly all faults would be in the header's sizes. */
			unsigned char *at = bytes + (pick(8) ? 32 + pick(c.size - 32) : pick(32));

			*at = pick(2) ? (unsigned char)pick(256) :
					(unsigned char)(*at ^ (1 << pick(8)));
		}
		if (hf_blob_open(&blob, bytes, (unsigned int)c.size))
			continue;
		right++;
		use(&blob);
	}
	assert_true(right > MUTANTS / 100 && right < MUTANTS / 2);
	free(bytes);
	free(c.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_is_none),
		cmocka_unit_test(what_is_wrong_is_found),
		cmocka_unit_test(texts_are_paths),
		cmocka_unit_test(programs_have_to_be_known),
		cmocka_unit_test(mutants_are_refused_or_can_be_used),
	};

	return cmocka_run_group_tests_name("blob_open", tests, NULL, NULL);
}
