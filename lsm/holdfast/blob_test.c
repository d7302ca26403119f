// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: compiled policies in the kernel, tested by the vectors that all users of the core run.
 */
#include <kunit/test.h>
#include <linux/string.h>

#include "holdfast.h"
#include "core/blob_vectors.h"
#include "core/vectors.h"

static const struct {
	struct hf_exception exception;
	struct hf_range detail;
	bool covered;
	const char *text;
} exceptions[] = {
#define EXCEPTION(ranges, first, size, covered)					\
	{ ranges, { first, size }, covered, #ranges ": " #size " from " #first },
#include "core/vectors.def"
};

static const struct {
	struct hf_exception exception;
	unsigned int number;
	bool given;
	const char *text;
} gifts[] = {
#define GIVEN(programs, number, given)						\
	{ programs, number, given, #programs " to " #number },
#include "core/vectors.def"
};

/**
 * open_as - open a policy in exactly as many bytes as it has
 * @test: this test
 * @blob: filled in with the policy
 * @bytes: of it
 * @size: how many
 *
 * Return: the bytes, in memory of their own: a read beyond their end is noticed.
 */
static unsigned char *open_as(struct kunit *test, struct hf_blob *blob,
			      const unsigned char *bytes, unsigned int size)
{
	unsigned char *copy = kunit_kzalloc(test, size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	memcpy(copy, bytes, size);
	KUNIT_ASSERT_EQ(test, hf_blob_open(blob, copy, size), HF_BLOB_RIGHT);
	return copy;
}

/**
 * excepts_as_the_vectors_say - hf_blob_excepts(), and the mask that each range has
 * @test: this test
 */
static void excepts_as_the_vectors_say(struct kunit *test)
{
	const struct hf_identity who = vector_identity(HF_IDENTITY_VERITY, HF_VECTOR_PROGRAM);
	const struct hf_identity other = vector_identity(HF_IDENTITY_VERITY, 1);
	unsigned char *bytes = kunit_kzalloc(test, HF_VECTOR_BLOB_MAX, GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, bytes);
	for (i = 0; i < ARRAY_SIZE(exceptions); i++) {
		const struct hf_detail detail = { .range = exceptions[i].detail };
		struct hf_blob blob;
		u64 mask = 0;

		open_as(test, &blob, bytes, put_vector_ranges(bytes, &exceptions[i].exception));
		KUNIT_EXPECT_EQ_MSG(test, exceptions[i].covered,
				    hf_blob_excepts(&blob, HF_REASON_MSR, &who, &detail, &mask),
				    "%s", exceptions[i].text);
		if (exceptions[i].covered)
			KUNIT_EXPECT_EQ(test, (u32)mask, ~0U);
		KUNIT_EXPECT_FALSE(test,
				   hf_blob_excepts(&blob, HF_REASON_MSR, &other, &detail, &mask));
	}
}

/**
 * gives_as_the_vectors_say - hf_blob_gives()
 * @test: this test
 */
static void gives_as_the_vectors_say(struct kunit *test)
{
	const struct hf_identity file = vector_identity(HF_IDENTITY_FILE, HF_VECTOR_FILE);
	unsigned char *bytes = kunit_kzalloc(test, HF_VECTOR_BLOB_MAX, GFP_KERNEL);
	int i;

	KUNIT_ASSERT_NOT_NULL(test, bytes);
	for (i = 0; i < ARRAY_SIZE(gifts); i++) {
		const struct hf_identity who = vector_identity(HF_IDENTITY_VERITY, gifts[i].number);
		struct hf_blob blob;

		open_as(test, &blob, bytes, put_vector_programs(bytes, &gifts[i].exception));
		KUNIT_EXPECT_EQ_MSG(test, gifts[i].given,
				    hf_blob_gives(&blob, HF_REASON_KEXEC, &file,
						  gifts[i].number ? &who : NULL),
				    "%s", gifts[i].text);
	}
}

/**
 * part_is_none - no part of a policy is a policy
 * @test: this test
 */
static void part_is_none(struct kunit *test)
{
	static const struct hf_exception e = RANGES({ 1, 1 }, { 3, 1 });
	unsigned char *bytes = kunit_kzalloc(test, HF_VECTOR_BLOB_MAX, GFP_KERNEL);
	unsigned int size, part;
	struct hf_blob blob;

	KUNIT_ASSERT_NOT_NULL(test, bytes);
	size = put_vector_ranges(bytes, &e);
	KUNIT_EXPECT_EQ(test, hf_blob_open(&blob, bytes, size), HF_BLOB_RIGHT);
	for (part = 0; part < size; part++)
		KUNIT_EXPECT_NE(test, hf_blob_open(&blob, bytes, part), HF_BLOB_RIGHT);
	KUNIT_EXPECT_NE(test, hf_blob_open(&blob, bytes, size + 1), HF_BLOB_RIGHT);
}

/**
 * narrower_is_tighter - hf_blob_is_tighter()
 * @test: this test
 */
static void narrower_is_tighter(struct kunit *test)
{
	static const struct hf_exception all = NO_RANGES;
	static const struct hf_exception wide = RANGES({ 1, 4 });
	static const struct hf_exception narrow = RANGES({ 2, 1 }, { 4, 1 });
	static const struct hf_exception other = RANGES({ 4, 2 });
	static const struct {
		const struct hf_exception *new, *old;
		bool tighter;
	} pairs[] = {
		{ &all, &all, true },	  { &wide, &all, true },     { &all, &wide, false },
		{ &narrow, &wide, true }, { &wide, &narrow, false }, { &other, &wide, false },
	};
	unsigned char *new_bytes = kunit_kzalloc(test, HF_VECTOR_BLOB_MAX, GFP_KERNEL);
	unsigned char *old_bytes = kunit_kzalloc(test, HF_VECTOR_BLOB_MAX, GFP_KERNEL);
	struct hf_blob new, old;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, new_bytes);
	KUNIT_ASSERT_NOT_NULL(test, old_bytes);
	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		open_as(test, &new, new_bytes, put_vector_ranges(new_bytes, pairs[i].new));
		open_as(test, &old, old_bytes, put_vector_ranges(old_bytes, pairs[i].old));
		KUNIT_EXPECT_EQ_MSG(test, hf_blob_is_tighter(&new, &old), pairs[i].tighter,
				    "pair %d", i);
		KUNIT_EXPECT_FALSE(test, hf_blob_is_tighter(&new, NULL));
	}
}

static struct kunit_case blob_cases[] = {
	KUNIT_CASE(excepts_as_the_vectors_say),
	KUNIT_CASE(gives_as_the_vectors_say),
	KUNIT_CASE(part_is_none),
	KUNIT_CASE(narrower_is_tighter),
	{}
};

static struct kunit_suite blob_suite = {
	.name = "holdfast-policy",
	.test_cases = blob_cases,
};

kunit_test_suite(blob_suite);
