// SPDX-License-Identifier: GPL-2.0
/* Faults that are found when a policy is compiled. */
#include "policy_unit.h"

#include "policy/compile.h"
#include "policy/compiled.h"

/* Compiling @text has to fail, and to say so. */
static void check_refused(const char *text, const char *says)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy = read_right(text);
	struct compiled_policy compiled;
	struct capture capture;
	int result;

	capture_begin(&capture, 2);
	result = compile_policy(policy, 0, &compiled);
	capture_end(&capture, err);
	policy_free(policy);
	assert_int_equal(result, -1);
	assert_null(compiled.bytes);
	assert_contains(err, says);
}

static void a_digest_of_zeros_is_none(void **state)
{
	(void)state;
	check_refused("[Exception b]\nReason=hibernation\nVerity=" DIGEST "\n", "digest of zeros");
}

#define SECTION(name) "[Exception " name "]\nVerity=" DIGEST_A "\nReason="
#define DIGEST_A      "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* Each alone is valid, but together they contradict each other. */
static void nothing_is_given_twice(void **state)
{
	(void)state;
	check_refused(SECTION("a") "msr\n" SECTION("b") "msr\nRegisters=1\n",
		      "two exceptions give msr to the same program");
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
		struct compiled_policy compiled;
		unsigned int programs = 0;

		assert_int_equal(compile_policy(policy, 0, &compiled), 0);
		for (unsigned int e = 0; e < compiled.blob.counts[HF_BLOB_EXCEPTIONS]; e++) {
			struct hf_blob_exception one = hf_blob_exception(&compiled.blob, e);

			if (one.reason != HF_EXCEPTION_PROGRAM)
				continue;
			programs++;
			assert_int_equal(one.flags, HF_VERIFIED_LIBRARIES);
		}
		assert_int_equal(programs, 1);
		free_compiled_policy(&compiled);
		policy_free(policy);
	}
}

/* The sections are known by the order of the blob, also of what two sections say. */
static void entries_know_their_sections(void **state)
{
	struct policy *policy =
		read_right("[Exception z]\nReason=kcore\nVerity=" DIGEST_A
			   "\n" SECTION("a") "msr\n"
					     "[Verify]\nInitrd=" DIGEST_A "\n"
					     "[Quiet b]\nReason=msr hibernation\nProgram=/usr/b\n"
					     "[Quiet a]\nReason=hibernation\nProgram=/a\n"
					     "[Quiet again]\nReason=hibernation\nProgram=/usr/b\n");
	struct compiled_policy compiled;
	unsigned int seen = 0;

	(void)state;
	assert_int_equal(compile_policy(policy, 0, &compiled), 0);
	assert_int_equal(compiled.blob.counts[HF_BLOB_EXCEPTIONS], 4);
	for (unsigned int i = 0; i < 4; i++) {
		struct hf_blob_exception e = hf_blob_exception(&compiled.blob, i);

		if (e.reason == HF_REASON_MSR)
			assert_string_equal(compiled.exceptions[i]->name, "a");
		else if (e.reason == HF_REASON_KCORE)
			assert_string_equal(compiled.exceptions[i]->name, "z");
		else if (e.reason == HF_REASON_KEXEC_INITRD)
			assert_null(compiled.exceptions[i]);
		else
			assert_non_null(compiled.exceptions[i]);
	}
	assert_int_equal(compiled.blob.counts[HF_BLOB_QUIET], 3);
	for (unsigned int i = 0; i < 3; i++) {
		unsigned int reason;
		struct hf_blob_text path = hf_blob_quiet(&compiled.blob, i, &reason);

		assert_memory_equal(compiled.quiet[i]->program, path.text, path.len);
		assert_true(compiled.quiet[i]->reasons & hf_set_of((int)reason));
		seen += path.len == 2;
	}
	assert_int_equal(seen, 1);
	free_compiled_policy(&compiled);
	policy_free(policy);
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
		cmocka_unit_test(entries_know_their_sections),
		cmocka_unit_test(versions_are_numbers),
	};

	return cmocka_run_group_tests_name("policy_compile", tests, NULL, NULL);
}
