// SPDX-License-Identifier: GPL-2.0
/* The text of /sys/kernel/security/lockdown; the kernel's level may be below a forced build's. */
#include "unit.h"

#include <errno.h>

#include "kernel/native.h"

static void level_in_brackets_is_read(void **state)
{
	static const struct {
		const char *text;
		enum hf_level level;
	} texts[] = {
		{ "[none] integrity confidentiality", HF_NONE },
		{ "none [integrity] confidentiality", HF_INTEGRITY },
		{ "none integrity [confidentiality]", HF_CONFIDENTIALITY },
		{ "none integrity [confidentiality]\n", HF_CONFIDENTIALITY },
		{ "[integrity]", HF_INTEGRITY },
		/* a level that a later kernel may add */
		{ "none [integrity] paranoia", HF_INTEGRITY },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(texts); i++) {
		enum hf_level level = HF_LEVELS;

		assert_int_equal(native_parse(texts[i].text, &level), 0);
		assert_int_equal(level, texts[i].level);
	}
}

static void other_texts_are_refused(void **state)
{
	static const char *const texts[] = {
		"",
		"\n",
		"[",
		"]",
		"[]",
		"none",
		"none integrity confidentiality",
		"none integrity] confidentiality",
		"none [integrity confidentiality",
		"none [integrity",
		"[integ] confidentiality",
		"[integrityx]",
		"[xintegrity]",
		"[Integrity]",
		"[ integrity]",
		"[integrity ]",
		"[paranoia]",
		"none integrity [paranoia]",
		"[none integrity]",
		"[[integrity]]",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(texts); i++) {
		enum hf_level level = HF_LEVELS;

		if (native_parse(texts[i], &level) != -EBADMSG)
			fail_msg("'%s' was taken for a level", texts[i]);
		assert_int_equal(level, HF_LEVELS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(level_in_brackets_is_read),
		cmocka_unit_test(other_texts_are_refused),
	};

	return cmocka_run_group_tests_name("native", tests, NULL, NULL);
}
