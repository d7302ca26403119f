// SPDX-License-Identifier: GPL-2.0
/* Levels and reasons by name: exactly, or not at all. */
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"

/* Both parsers, with what they print. */
static int parse_level_quietly(const char *name, enum hf_level *level, char text[CAPTURE_SIZE])
{
	struct capture capture;
	int err;

	capture_begin(&capture, STDERR_FILENO);
	err = parse_level(name, level);
	capture_end(&capture, text);
	return err;
}

static int parse_reason_quietly(const char *name, enum hf_reason *reason, char text[CAPTURE_SIZE])
{
	struct capture capture;
	int err;

	capture_begin(&capture, STDERR_FILENO);
	err = parse_reason(name, reason);
	capture_end(&capture, text);
	return err;
}

/* Refused, with the word and the valid levels of this build; *level is left alone. */
static void check_no_level(const char *word)
{
	enum hf_level level = HF_LEVELS;
	char text[CAPTURE_SIZE], quoted[64];

	if (parse_level_quietly(word, &level, text) != -1)
		fail_msg("'%s' was taken for %s", word, level_name(level));
	assert_int_equal(level, HF_LEVELS);
	assert_in_range(snprintf(quoted, sizeof(quoted), "'%s'", word), 2, sizeof(quoted) - 1);
	assert_contains(text, quoted);
	if (HF_FORCE_LEVEL == HF_NONE)
		assert_contains(text, "valid levels: none, integrity, confidentiality\n");
	else
		assert_contains(text,
				"always enforces; valid levels: integrity, confidentiality\n");
}

static void levels_are_found_by_name(void **state)
{
	static const char *const names[] = { "none", "integrity", "confidentiality" };
	char text[CAPTURE_SIZE];

	(void)state;
	for (unsigned int l = HF_FORCE_LEVEL; l < ARRAY_SIZE(names); l++) {
		enum hf_level level = HF_LEVELS;

		assert_int_equal(parse_level_quietly(names[l], &level, text), 0);
		assert_int_equal(level, l);
		assert_string_equal(text, "");
	}
}

static void none_is_a_level_unless_one_is_forced(void **state)
{
	enum hf_level level = HF_LEVELS;
	char text[CAPTURE_SIZE];

	(void)state;
	if (HF_FORCE_LEVEL == HF_NONE)
		assert_int_equal(parse_level_quietly("none", &level, text), 0);
	else
		check_no_level("none");
}

static void misspelt_levels_are_refused(void **state)
{
	static const char *const words[] = {
		"",
		" ",
		"n",
		"non",
		"nonee",
		"None",
		"NONE",
		"integ",
		"integrityx",
		"Integrity",
		"INTEGRITY",
		" integrity",
		"integrity ",
		"integrity\n",
		"\tintegrity",
		"confidential",
		"Confidentiality",
		"none,integrity",
		"[none]",
		"0",
		"1",
		"2",
		"-1",
		"unknown",
		"integrity\xc2\xa0",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(words); i++)
		check_no_level(words[i]);
}

static void reasons_are_found_by_name(void **state)
{
	char text[CAPTURE_SIZE];

	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		enum hf_reason reason = HF_REASONS;

		assert_int_equal(parse_reason_quietly(reason_texts[r].name, &reason, text), 0);
		assert_int_equal(reason, r);
		assert_string_equal(text, "");
	}
}

/* Refused, with the word and each valid reason; *reason is left alone. */
static void check_no_reason(const char *word)
{
	enum hf_reason reason = HF_REASONS;
	char text[CAPTURE_SIZE], part[80];

	if (parse_reason_quietly(word, &reason, text) != -1)
		fail_msg("'%s' was taken for %s", word, reason_texts[reason].name);
	assert_int_equal(reason, HF_REASONS);
	assert_in_range(snprintf(part, sizeof(part), "'%s'", word), 2, sizeof(part) - 1);
	assert_contains(text, part);
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		/* Includes the neighbouring characters: msr might become a part of another name. */
		assert_in_range(snprintf(part, sizeof(part), "%s %s%s", r ? "," : "reasons:",
					 reason_texts[r].name, r + 1 < HF_REASONS ? "," : "\n"),
				1, sizeof(part) - 1);
		assert_contains(text, part);
	}
}

static void misspelt_reasons_are_refused(void **state)
{
	static const char *const words[] = {
		"",	   " ",		"Kexec",   " kexec", "kexec ",
		"kexec\n", "kexec,msr", "dev_mem", "0",	     "unknown",
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(words); i++)
		check_no_reason(words[i]);
	for (unsigned int r = 0; r < HF_REASONS; r++)
		check_no_reason(reason_texts[r].kernel_name);
}

/* Each beginning of a name, unless it is a name itself, such as bpf-read. */
static void beginnings_of_reasons_are_refused(void **state)
{
	char word[64], text[CAPTURE_SIZE];

	(void)state;
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		size_t len = strlen(reason_texts[r].name);

		assert_in_range(len, 1, sizeof(word) - 1);
		memcpy(word, reason_texts[r].name, len);
		while (--len) {
			enum hf_reason reason = r;

			word[len] = '\0';
			if (parse_reason_quietly(word, &reason, text))
				continue;
			assert_string_equal(reason_texts[reason].name, word);
		}
	}
}

static void numbers_have_names(void **state)
{
	(void)state;
	assert_string_equal(level_name(HF_NONE), "none");
	assert_string_equal(level_name(HF_INTEGRITY), "integrity");
	assert_string_equal(level_name(HF_CONFIDENTIALITY), "confidentiality");
	assert_string_equal(level_name(HF_LEVELS), "unknown");
	assert_string_equal(level_name(UINT32_MAX), "unknown");
	assert_string_equal(verdict_name(HF_ALLOW), "allow");
	assert_string_equal(verdict_name(HF_AUDIT), "audit");
	assert_string_equal(verdict_name(HF_DENY), "deny");
	assert_string_equal(verdict_name(HF_VERDICTS), "unknown");
	assert_string_equal(engine_name(HF_ENGINE_NATIVE), "native");
	assert_string_equal(engine_name(HF_ENGINE_BPF), "bpf");
	assert_string_equal(engine_name(HF_ENGINES), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels_are_found_by_name),
		cmocka_unit_test(none_is_a_level_unless_one_is_forced),
		cmocka_unit_test(misspelt_levels_are_refused),
		cmocka_unit_test(reasons_are_found_by_name),
		cmocka_unit_test(misspelt_reasons_are_refused),
		cmocka_unit_test(beginnings_of_reasons_are_refused),
		cmocka_unit_test(numbers_have_names),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
