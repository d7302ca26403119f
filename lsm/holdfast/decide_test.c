// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: the answers that the core has to give, run in the kernel: core/vectors.def, and all
 * questions that the decision can be asked.
 */
#include <kunit/test.h>

#include "holdfast.h"
#include "core/decide_all.h"
#include "core/vectors.h"

static const struct {
	struct hf_policy policy;
	unsigned int level;
	int reason;
	enum hf_level place;
	enum hf_verdict verdict;
	const char *text;
} decisions[] = {
#define VECTOR(level, audits, allows, reason, place, verdict)			\
	{ { .audited = (audits), .allowed = (allows) }, level, reason, place, verdict, \
	  #level ", " #audits ", " #allows ", " #reason ", " #place },
#include "core/vectors.def"
};

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

/* The lowest level of this kernel; a variable: a comparison with a constant 0 is a warning. */
static unsigned int lowest = HF_FORCE_LEVEL;

/**
 * decides_as_the_vectors_say - hf_decide()
 * @test: this test
 *
 * A forced kernel never gets below its level, and audits nothing there.
 */
static void decides_as_the_vectors_say(struct kunit *test)
{
	unsigned int run = 0;
	int i;

	for (i = 0; i < ARRAY_SIZE(decisions); i++) {
		enum hf_verdict wanted = decisions[i].verdict;

		if (decisions[i].level < lowest ||
		    ((wanted == HF_AUDIT || decisions[i].policy.allowed) &&
		     hf_refused_from(decisions[i].reason, decisions[i].place) <= lowest))
			continue;
		run++;
		KUNIT_EXPECT_EQ_MSG(test, wanted,
				    hf_decide(decisions[i].level, &decisions[i].policy,
					      decisions[i].reason, decisions[i].place),
				    "%s", decisions[i].text);
	}
	KUNIT_EXPECT_GT(test, run, 20);
}

/**
 * answers_hold_of_all - hf_decide(), for all questions that it can be asked
 * @test: this test
 */
static void answers_hold_of_all(struct kunit *test)
{
	unsigned char *verdicts = kunit_kzalloc(test, HF_ALL, GFP_KERNEL);
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, verdicts);
	for (i = 0; i < HF_ALL; i++)
		verdicts[i] = hf_decide_one(i);
	for (i = 0; i < HF_ALL; i++) {
		const char *broken = hf_broken_property(verdicts, i, lowest);
		struct hf_combination c = hf_combination(i);

		if (broken)
			KUNIT_FAIL(test, "level %u, reason %d at %u, bits %u: %u; %s", c.level,
				   c.reason, c.place, c.bits, verdicts[i], broken);
	}
	kunit_info(test, "%u combinations", i);
}

/**
 * excepts_as_the_vectors_say - hf_excepts()
 * @test: this test
 */
static void excepts_as_the_vectors_say(struct kunit *test)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(exceptions); i++)
		KUNIT_EXPECT_EQ_MSG(test, exceptions[i].covered,
				    hf_excepts(&exceptions[i].exception, &exceptions[i].detail),
				    "%s", exceptions[i].text);
}

/**
 * gives_as_the_vectors_say - hf_is_given_to()
 * @test: this test
 */
static void gives_as_the_vectors_say(struct kunit *test)
{
	unsigned int digest[HF_DIGEST_WORDS];
	int i, word;

	for (i = 0; i < ARRAY_SIZE(gifts); i++) {
		for (word = 0; word < HF_DIGEST_WORDS; word++)
			digest[word] = gifts[i].number;
		KUNIT_EXPECT_EQ_MSG(test, gifts[i].given,
				    hf_is_given_to(&gifts[i].exception,
						   gifts[i].number ? digest : NULL),
				    "%s", gifts[i].text);
	}
}

/**
 * higher_level_refuses_no_less - for every reason, and every place that a kernel gives it
 * @test: this test
 */
static void higher_level_refuses_no_less(struct kunit *test)
{
	static const struct hf_policy none;
	unsigned int level;
	int reason, place;

	for (reason = -1; reason <= HF_REASON_UNKNOWN + 1; reason++)
		for (place = HF_INTEGRITY; place < HF_LEVELS; place++)
			for (level = HF_NONE; level < HF_LEVELS; level++)
				KUNIT_EXPECT_LE(test, hf_decide(level, &none, reason, place),
						hf_decide(level + 1, &none, reason, place));
}

/**
 * names_are_found - each level is found by its name only
 * @test: this test
 */
static void names_are_found(struct kunit *test)
{
	static const char *const others[] = { "", "Integrity", "integrity ", "integrit", "1" };
	unsigned int level;
	int i;

	for (level = HF_NONE; level < HF_LEVELS; level++)
		KUNIT_EXPECT_EQ(test, holdfast_find_level(holdfast_level_name(level)), level);
	for (i = 0; i < ARRAY_SIZE(others); i++)
		KUNIT_EXPECT_EQ(test, holdfast_find_level(others[i]), -EINVAL);
}

static struct kunit_case holdfast_cases[] = {
	KUNIT_CASE(decides_as_the_vectors_say),
	KUNIT_CASE(answers_hold_of_all),
	KUNIT_CASE(excepts_as_the_vectors_say),
	KUNIT_CASE(gives_as_the_vectors_say),
	KUNIT_CASE(higher_level_refuses_no_less),
	KUNIT_CASE(names_are_found),
	{}
};

static struct kunit_suite holdfast_suite = {
	.name = "holdfast",
	.test_cases = holdfast_cases,
};

kunit_test_suite(holdfast_suite);
