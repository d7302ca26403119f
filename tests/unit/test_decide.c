// SPDX-License-Identifier: GPL-2.0
/* The decision, in user space. */
#include "unit.h"

#include "decide.h"
#include "vectors.h"

struct row {
	struct hf_policy policy;
	const char *text;
	unsigned int level;
	int reason;
	enum hf_level place;
	enum hf_verdict verdict;
};

static const struct row vectors[] = {
#define VECTOR(level, audits, allows, reason, place, verdict)        \
	{ { .audited = audits, .allowed = allows },                  \
	  #level ", " #audits ", " #allows ", " #reason ", " #place, \
	  level,                                                     \
	  reason,                                                    \
	  place,                                                     \
	  verdict },
#include "vectors.def"
};

static const struct {
	struct hf_exception exception;
	struct hf_range detail;
	bool covered;
	const char *text;
} exceptions[] = {
#define EXCEPTION(ranges, first, size, covered) \
	{ ranges, { first, size }, covered, #ranges ": " #size " from " #first },
#include "vectors.def"
};

static const struct {
	struct hf_exception exception;
	unsigned int number;
	unsigned int digest[HF_DIGEST_WORDS];
	bool given;
	const char *text;
} gifts[] = {
#define GIVEN(programs, number, given) \
	{ programs, number, DIGEST(number), given, #programs " to " #number },
#include "vectors.def"
};

static const struct hf_policy no_policy;

/* The lowest level of this build; a variable, because a comparison with constant 0 is an error. */
static unsigned int lowest = HF_FORCE_LEVEL;

static void decides_as_the_vectors_say(void **state)
{
	unsigned int run = 0;

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(vectors); i++) {
		const struct row *v = &vectors[i];

		/* A forced build never goes below its level, and audits no reason of that level. */
		if (v->level < lowest || ((v->verdict == HF_AUDIT || v->policy.allowed) &&
					  hf_refused_from(v->reason, v->place) <= lowest))
			continue;
		run++;
		if (hf_decide(v->level, &v->policy, v->reason, v->place) != v->verdict)
			fail_msg("(%s): not the verdict %u", v->text, v->verdict);
	}
	assert_true(run > 20);
}

static void excepts_as_the_vectors_say(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(exceptions); i++)
		if (hf_excepts(&exceptions[i].exception, &exceptions[i].detail) !=
		    exceptions[i].covered)
			fail_msg("%s: not %d", exceptions[i].text, exceptions[i].covered);
}

static void gives_as_the_vectors_say(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(gifts); i++)
		if (hf_is_given_to(&gifts[i].exception, gifts[i].number ? gifts[i].digest : NULL) !=
		    gifts[i].given)
			fail_msg("%s: not %d", gifts[i].text, gifts[i].given);
}

static void forced_build_knows_no_lower_level(void **state)
{
	(void)state;
	for (unsigned int level = HF_NONE; level < lowest; level++)
		for (int reason = 0; reason <= HF_REASON_UNKNOWN; reason++)
			for (enum hf_level place = HF_INTEGRITY; place < HF_LEVELS; place++)
				assert_int_equal(hf_decide(level, &no_policy, reason, place),
						 hf_decide(lowest, &no_policy, reason, place));
	assert_int_equal(hf_decide(HF_NONE, &no_policy, HF_REASON_KEXEC, HF_INTEGRITY),
			 HF_FORCE_LEVEL >= HF_INTEGRITY ? HF_DENY : HF_ALLOW);
	assert_int_equal(hf_decide(HF_NONE, &no_policy, HF_REASON_KCORE, HF_CONFIDENTIALITY),
			 HF_FORCE_LEVEL >= HF_CONFIDENTIALITY ? HF_DENY : HF_ALLOW);
}

/* A policy cannot allow a reason that such a build always refuses. */
static void forced_level_is_not_negotiable(void **state)
{
	const struct hf_policy all = { .allowed = ~0ULL }, audit = { .audited = ~0ULL };

	(void)state;
	for (int reason = -1; reason <= HF_REASON_UNKNOWN; reason++)
		for (enum hf_level place = HF_INTEGRITY; place < HF_LEVELS; place++) {
			if (hf_refused_from(reason, place) > HF_FORCE_LEVEL)
				continue;
			for (unsigned int level = HF_NONE; level < HF_LEVELS; level++) {
				assert_int_equal(hf_decide(level, &all, reason, place), HF_DENY);
				assert_int_equal(hf_decide(level, &audit, reason, place), HF_DENY);
			}
		}
}

/* For any reason and place: each higher level refuses everything that a lower one refuses. */
static void higher_level_refuses_no_less(void **state)
{
	(void)state;
	for (int reason = -1; reason <= HF_REASON_UNKNOWN + 1; reason++) {
		for (enum hf_level place = HF_INTEGRITY; place < HF_LEVELS; place++) {
			for (unsigned int level = HF_NONE; level < HF_CONFIDENTIALITY; level++)
				assert_true(hf_decide(level, &no_policy, reason, place) <=
					    hf_decide(level + 1, &no_policy, reason, place));
			assert_int_equal(hf_decide(HF_CONFIDENTIALITY, &no_policy, reason, place),
					 HF_DENY);
		}
	}
}

/* An enum with its INTEGRITY_MAX at 10 and its CONFIDENTIALITY_MAX at 20. */
static void place_is_where_the_kernel_has_it(void **state)
{
	static const struct {
		int number;
		enum hf_level place;
	} places[] = {
		{ 1, HF_INTEGRITY },
		{ 9, HF_INTEGRITY },
		{ 11, HF_CONFIDENTIALITY },
		{ 19, HF_CONFIDENTIALITY },
		/* no reasons: refused whenever anything is */
		{ -1, HF_INTEGRITY },
		{ 0, HF_INTEGRITY },
		{ 10, HF_INTEGRITY },
		{ 20, HF_INTEGRITY },
		{ 21, HF_INTEGRITY },
		{ 2147483647, HF_INTEGRITY },
		{ -2147483647 - 1, HF_INTEGRITY },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++)
		if (hf_place(places[i].number, 10, 20) != places[i].place)
			fail_msg("the place of %d is not %u", places[i].number, places[i].place);
}

static void stricter_of_table_and_kernel_counts(void **state)
{
	static const struct {
		int reason;
		enum hf_level place;
		enum hf_level from;
	} rows[] = {
		{ HF_REASON_MSR, HF_INTEGRITY, HF_INTEGRITY },
		{ HF_REASON_MSR, HF_CONFIDENTIALITY, HF_INTEGRITY },
		{ HF_REASON_KCORE, HF_INTEGRITY, HF_INTEGRITY },
		{ HF_REASON_KCORE, HF_CONFIDENTIALITY, HF_CONFIDENTIALITY },
		{ HF_REASON_UNKNOWN, HF_INTEGRITY, HF_INTEGRITY },
		{ HF_REASON_UNKNOWN, HF_CONFIDENTIALITY, HF_CONFIDENTIALITY },
		{ -1, HF_CONFIDENTIALITY, HF_CONFIDENTIALITY },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		assert_int_equal(hf_refused_from(rows[i].reason, rows[i].place), rows[i].from);
}

static void unknown_reason_has_no_level(void **state)
{
	(void)state;
	assert_int_equal(hf_reason_level(HF_REASON_UNKNOWN), HF_LEVELS);
	assert_int_equal(hf_reason_level(-1), HF_LEVELS);
	assert_int_equal(hf_reason_level(100000), HF_LEVELS);
}

/* Each is tried alone; the kernel's own list has none of them. */
static void three_reasons_are_demands(void **state)
{
	(void)state;
	for (int reason = -1; reason <= HF_REASON_UNKNOWN; reason++)
		assert_int_equal(hf_is_demand(reason), reason == HF_REASON_KEXEC_IMAGE ||
							       reason == HF_REASON_KEXEC_INITRD ||
							       reason == HF_REASON_FIRMWARE);
}

/* After an exception's programs come zeros, which match nobody. */
static void zeros_are_no_program(void **state)
{
	const struct hf_exception one = { .count = 1, .programs = { { 1 } } };
	const unsigned int zeros[HF_DIGEST_WORDS] = { 0 }, digest[HF_DIGEST_WORDS] = { 1 };

	(void)state;
	assert_true(hf_is_given_to(&one, digest));
	assert_false(hf_is_given_to(&one, zeros));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decides_as_the_vectors_say),
		cmocka_unit_test(excepts_as_the_vectors_say),
		cmocka_unit_test(gives_as_the_vectors_say),
		cmocka_unit_test(forced_build_knows_no_lower_level),
		cmocka_unit_test(forced_level_is_not_negotiable),
		cmocka_unit_test(higher_level_refuses_no_less),
		cmocka_unit_test(place_is_where_the_kernel_has_it),
		cmocka_unit_test(stricter_of_table_and_kernel_counts),
		cmocka_unit_test(unknown_reason_has_no_level),
		cmocka_unit_test(three_reasons_are_demands),
		cmocka_unit_test(zeros_are_no_program),
	};

	return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
