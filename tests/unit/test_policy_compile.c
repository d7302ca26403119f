// SPDX-License-Identifier: GPL-2.0
/* What is compiled into no policy. */
#include "policy_unit.h"

#include "policy_blob.h"
#include "policy_compile.h"

static void a_digest_of_zeros_is_none(void **state)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy =
		read_right("[Exception b]\nReason=hibernation\nVerity=" DIGEST "\n");
	struct capture capture;
	unsigned char *bytes;
	size_t size;
	int result;

	(void)state;
	capture_begin(&capture, 2);
	result = compile_policy(policy, 0, &bytes, &size);
	capture_end(&capture, err);
	policy_free(policy);
	assert_int_equal(result, -1);
	assert_null(bytes);
	assert_contains(err, "digest of zeros");
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
		cmocka_unit_test(versions_are_numbers),
	};

	return cmocka_run_group_tests_name("policy_compile", tests, NULL, NULL);
}
