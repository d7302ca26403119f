// SPDX-License-Identifier: GPL-2.0
/* Faults that are found when a policy is compiled. */
#include "policy_unit.h"

#include "policy/blob_build.h"
#include "policy/compile.h"
#include "policy/exceptions.h"

static void a_digest_of_zeros_is_none(void **state)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy =
		read_right("[Exception b]\nReason=hibernation\nVerity=" DIGEST "\n");
	struct exceptions exceptions;
	struct capture capture;
	unsigned char *bytes;
	size_t size;
	int result;

	(void)state;
	capture_begin(&capture, 2);
	result = exceptions_compile(policy, &exceptions) ?:
			 compile_policy(policy, &exceptions, 0, &bytes, &size);
	capture_end(&capture, err);
	exceptions_free(&exceptions);
	policy_free(policy);
	assert_int_equal(result, -1);
	assert_null(bytes);
	assert_contains(err, "digest of zeros");
}

#define SECTION(name) "[Exception " name "]\nVerity=" DIGEST_A "\nReason="
#define DIGEST_A      "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* Each alone is valid, but together they contradict each other. */
static void nothing_is_given_twice(void **state)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy = read_right(SECTION("a") "msr\n" SECTION("b") "msr\nRegisters=1\n");
	struct exceptions exceptions;
	struct capture capture;
	int result;

	(void)state;
	capture_begin(&capture, 2);
	result = exceptions_compile(policy, &exceptions);
	capture_end(&capture, err);
	policy_free(policy);
	assert_int_equal(result, -1);
	assert_contains(err, "two exceptions give msr to the same program");
}

/* If two sections name one program, the stricter Libraries= counts, in any order. */
static void the_strictest_flags_count(void **state)
{
	static const char *const texts[] = {
		SECTION("a") "msr\n" SECTION("b") "ioport\nLibraries=verified\n",
		SECTION("a") "msr\nLibraries=verified\n" SECTION("b") "ioport\n",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(texts); i++) {
		struct policy *policy = read_right(texts[i]);
		struct exceptions exceptions;
		unsigned int programs = 0;

		assert_int_equal(exceptions_compile(policy, &exceptions), 0);
		for (size_t e = 0; e < exceptions.count; e++) {
			if (exceptions.list[e].key.reason != HF_EXCEPTION_PROGRAM)
				continue;
			programs++;
			assert_int_equal(exceptions.list[e].exception.flags, HF_VERIFIED_LIBRARIES);
		}
		assert_int_equal(programs, 1);
		exceptions_free(&exceptions);
		policy_free(policy);
	}
}

static void versions_are_numbers(void **state)
{
	static const char *const none[] = {
		"", "-1", "+1", "1 ", " 1", "0x1", "18446744073709551616"
	};
	unsigned long long version;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		assert_false(parse_version(none[i], &version));
	assert_true(parse_version("18446744073709551615", &version));
	assert_true(version == ~0ULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_digest_of_zeros_is_none),
		cmocka_unit_test(nothing_is_given_twice),
		cmocka_unit_test(the_strictest_flags_count),
		cmocka_unit_test(versions_are_numbers),
	};

	return cmocka_run_group_tests_name("policy_compile", tests, NULL, NULL);
}
