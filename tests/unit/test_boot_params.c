// SPDX-License-Identifier: GPL-2.0
/* The kernel's command line, as `holdfast boot` reads it: a misspelt value never weakens the lock. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "kernel/command_line.h"
#include "lock/boot_params.h"

/* With more text between them than any buffer for a level. */
#define IMAGE_OF_TWO_WORDS \
	"none                                                                integrity"

#define FORCED (HF_FORCE_LEVEL > HF_NONE)

static void decide(const char *line, const char *image, struct boot_params *params)
{
	char *copy = strdup(line); /* of the very size, for the address sanitizer */

	assert_non_null(copy);
	parse_boot_params(copy, image, params);
	free(copy);
}

/* @level: the level of a build that is not forced. */
static void check_level(const char *line, const char *image, enum hf_level level, bool failed)
{
	struct boot_params params;

	if (level < HF_FORCE_LEVEL)
		level = HF_FORCE_LEVEL;
	decide(line, image, &params);
	if (params.level != level || params.failed != failed)
		fail_msg("'%s': %s%s, not %s", line, level_name(params.level),
			 params.failed ? " and failed" : "", level_name(level));
	if (failed && !*params.notes)
		fail_msg("'%s' failed without a word", line);
}

static void parameters_are_taken_apart_as_the_kernel_does(void **state)
{
	/* Each NAME or NAME=VALUE in brackets. */
	static const struct {
		const char *line;
		const char *parts;
	} lines[] = {
		{ "", "" },
		{ " \t\n\v\f\r\xa0 ", "" },
		{ "a", "[a]" },
		{ "a b=c\n", "[a][b=c]" },
		{ "a=b=c", "[a=b=c]" },
		{ "=b", "[=b]" },
		{ "a=", "[a=]" },
		{ "a=\"b c\" d", "[a=b c][d]" },
		{ "\"a=b c\" d", "[a=b c][d]" },
		{ "a=\"b", "[a=b]" },
		{ "a=\"", "[a=]" },
		{ "a=\"\"", "[a=]" },
		{ "a=b\"c d\"e f", "[a=b\"c d\"e][f]" },
		{ "a=b\"", "[a=b\"]" },
		{ "\"\" a", "[][a]" },
		{ "\"", "[]" },
		{ "a\xa0"
		  "b",
		  "[a][b]" },
		{ "a -- b", "[a]" },
		{ "a \"--\" b", "[a]" },
		{ "a --=b c", "[a][--=b][c]" },
		{ "a --b c", "[a][--b][c]" },
		{ "a=-- b", "[a=--][b]" },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lines); i++) {
		char *copy = strdup(lines[i].line);
		char *rest = copy, *name, *value;
		char parts[256] = "";

		while ((name = next_boot_param(&rest, &value))) {
			size_t used = strlen(parts);

			snprintf(parts + used, sizeof(parts) - used, "[%s%s%s]", name,
				 value ? "=" : "", value ? value : "");
		}
		if (strcmp(parts, lines[i].parts) != 0)
			fail_msg("'%s' became %s, not %s", lines[i].line, parts, lines[i].parts);
		free(copy);
	}
}

static void levels_are_found(void **state)
{
	(void)state;
	check_level("", NULL, HF_NONE, false);
	check_level("BOOT_IMAGE=/vmlinuz root=/dev/vda ro quiet", NULL, HF_NONE, false);
	check_level("ro holdfast=integrity quiet", NULL, HF_INTEGRITY, false);
	check_level("holdfast=\"integrity\"", NULL, HF_INTEGRITY, false);
	check_level("\"holdfast=integrity\"", NULL, HF_INTEGRITY, false);
	check_level("holdfast=none", NULL, HF_NONE, false);
	/* Parameters of others. */
	check_level("xholdfast=integrity holdfastx=1 x.holdfast=1", NULL, HF_NONE, false);
	check_level("a=\"x holdfast=integrity\"", NULL, HF_NONE, false);
	check_level("-- holdfast=integrity holdfast=x", NULL, HF_NONE, false);
}

static void highest_of_several_counts(void **state)
{
	(void)state;
	check_level("holdfast=integrity holdfast=none", NULL, HF_INTEGRITY, false);
	check_level("holdfast=none holdfast=integrity", NULL, HF_INTEGRITY, false);
	check_level("holdfast=confidentiality holdfast=integrity", NULL, HF_CONFIDENTIALITY, false);
	check_level("lockdown=confidentiality lockdown=integrity", NULL, HF_CONFIDENTIALITY, false);
	/* The kernel's own parameter counts, too. */
	check_level("lockdown=integrity", NULL, HF_INTEGRITY, false);
	check_level("lockdown=confidentiality holdfast=integrity", NULL, HF_CONFIDENTIALITY, false);
	check_level("lockdown=integrity holdfast=confidentiality", NULL, HF_CONFIDENTIALITY, false);
	check_level("lockdown=integrity holdfast=none", NULL, HF_INTEGRITY, false);
}

static void command_line_counts_before_the_image(void **state)
{
	(void)state;
	check_level("", "integrity", HF_INTEGRITY, false);
	check_level("", " confidentiality\n", HF_CONFIDENTIALITY, false);
	check_level("", "none\n", HF_NONE, false);
	check_level("holdfast=none", "confidentiality\n", HF_NONE, false);
	check_level("lockdown=integrity", "confidentiality\n", HF_CONFIDENTIALITY, false);
	check_level("lockdown=confidentiality", "integrity\n", HF_CONFIDENTIALITY, false);
}

static void misspelt_is_the_strictest(void **state)
{
	static const char *const lines[] = {
		"holdfast=",
		"holdfast",
		"holdfast=integritty",
		"holdfast=Integrity",
		"holdfast=integrity,seal",
		"holdfast=0",
		"holdfast=off",
		"holdfast=nonee",
		"holdfast=\"none ",
		"holdfast=none\"",
		"holdfast=none holdfast=non",
		"lockdown=",
		"lockdown",
		"lockdown=confidential",
		"holdfast.seal",
		"holdfast.seal=maybe",
		"holdfast.sael=yes",
		"holdfast.",
		"holdfast.level=none",
		"holdfast=none holdfast.on_failuer=shell",
	};
	static const char *const images[] = { "",
					      "\n",
					      "integritty",
					      "integrity integrity",
					      "level=integrity",
					      "# none\n",
					      IMAGE_OF_TWO_WORDS };

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lines); i++)
		check_level(lines[i], "none", HF_CONFIDENTIALITY, true);
	for (unsigned int i = 0; i < ARRAY_SIZE(images); i++)
		check_level("holdfast=none", images[i], HF_CONFIDENTIALITY, true);
}

static void line_that_cannot_be_read_is_the_strictest(void **state)
{
	struct boot_params params;

	(void)state;
	parse_boot_params(NULL, NULL, &params);
	assert_int_equal(params.level, HF_CONFIDENTIALITY);
	assert_true(params.failed);
	assert_contains(params.notes, "cannot be read");
}

static void failure_policy_is_found(void **state)
{
	static const struct {
		const char *line;
		enum boot_failure what;
	} lines[] = {
		{ "holdfast=integrity", BOOT_CONTINUE },
		{ "holdfast.on_failure=continue", BOOT_CONTINUE },
		{ "holdfast.on_failure=shell", BOOT_SHELL },
		{ "holdfast.on-failure=shell", BOOT_SHELL },
		{ "holdfast.on_failure=poweroff", BOOT_POWEROFF },
		{ "holdfast.on_failure=shell holdfast.on_failure=continue", BOOT_SHELL },
		{ "holdfast.on_failure=shell holdfast.on_failure=poweroff", BOOT_POWEROFF },
		/* A misspelt value is a failure, and counts as the strictest. */
		{ "holdfast.on_failure=contniue", BOOT_POWEROFF },
		{ "holdfast.on_failure", BOOT_POWEROFF },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lines); i++) {
		struct boot_params params;

		decide(lines[i].line, NULL, &params);
		assert_int_equal(params.on_failure, FORCED ? BOOT_POWEROFF : lines[i].what);
		assert_false(params.failed);
	}
}

static void seal_is_found(void **state)
{
	struct boot_params params;

	(void)state;
	decide("holdfast=integrity", NULL, &params);
	assert_false(params.seal);
	decide("holdfast.seal=yes holdfast.seal=no", NULL, &params);
	assert_true(params.seal);
	assert_false(params.failed);
	decide("holdfast.seal=ja", NULL, &params);
	assert_true(params.seal);
	decide("holdfast=integrity holdfast.seal=no", NULL, &params);
	assert_false(params.seal);
}

static void what_is_wrong_is_said(void **state)
{
	struct boot_params params;

	(void)state;
	decide("holdfast=integritty", NULL, &params);
	assert_string_equal(params.notes, "holdfast: 'integritty' is no value; valid: none, "
					  "integrity, confidentiality\n");
	decide("holdfast.on_failure", NULL, &params);
	assert_string_equal(params.notes, "holdfast.on_failure: a value is missing; valid: "
					  "continue, shell, poweroff\n");
	decide("holdfast=none", "integrity", &params);
	assert_string_equal(
		params.notes,
		FORCED ? "holdfast=none: the image's level, integrity, does not count\n"
			 "holdfast=none is ignored: this build always enforces "
			 "integrity\n" :
			 "holdfast=none: the image's level, integrity, does not count\n");
	decide("holdfast=none", "none", &params);
	assert_string_equal(params.notes, FORCED ? "holdfast=none is ignored: this build always "
						   "enforces integrity\n" :
						   "");
}

static void none_alone_is_told_from_nothing(void **state)
{
	static const struct {
		const char *line;
		bool none;
	} lines[] = {
		{ "holdfast=none", true },
		{ "holdfast=none lockdown=integrity", true },
		{ "holdfast=none holdfast=none", true },
		{ "", false },
		{ "lockdown=none", false },
		{ "-- holdfast=none", false },
		{ "holdfast=none holdfast=integrity", false },
		{ "holdfast=none holdfast=nome", false },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(lines); i++) {
		struct boot_params params;

		decide(lines[i].line, NULL, &params);
		if (params.none != lines[i].none)
			fail_msg("'%s': none is %d", lines[i].line, params.none);
	}
}

static void append(char line[4096], const char *text)
{
	size_t used = strlen(line);

	snprintf(line + used, 4096 - used, "%s", text);
}

static void more_mistakes_than_there_is_room_for(void **state)
{
	struct boot_params params;
	char line[4096] = "";

	(void)state;
	for (unsigned int i = 0; i < 200; i++)
		append(line, i % 2 ? "holdfast=x " : "holdfast.seal ");
	decide(line, NULL, &params);
	assert_true(params.failed);
	assert_int_equal(params.notes[strlen(params.notes) - 1], '\n');
}

/* Lines of pieces that matter to the parser: it reads no byte outside of them, and always ends. */
static void random_lines_do_no_harm(void **state)
{
	static const char *const words[] = {
		"holdfast", "lockdown", "holdfast.", "on_failure", "seal",
		"=",	    "=",	"\"",	     "\"",	   " ",
		" ",	    "--",	"none",	     "integrity",  "confidentiality",
		"poweroff", "\xa0",	"x",
	};
	unsigned int seed = 1;

	(void)state;
	for (unsigned int i = 0; i < 10000; i++) {
		struct boot_params params;
		char line[4096] = "";
		size_t count = rand_r(&seed) % (i % 100 ? 24 : 200);

		while (count--)
			append(line, words[(unsigned int)rand_r(&seed) % ARRAY_SIZE(words)]);
		decide(line, i % 2 ? NULL : "integrity", &params);
		assert_in_range(params.level, HF_FORCE_LEVEL, HF_CONFIDENTIALITY);
		assert_in_range(params.on_failure, BOOT_CONTINUE, BOOT_POWEROFF);
		assert_true(strlen(params.notes) < sizeof(params.notes));
		if (params.failed && (params.level != HF_CONFIDENTIALITY || !*params.notes))
			fail_msg("'%s' failed at %s", line, level_name(params.level));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parameters_are_taken_apart_as_the_kernel_does),
		cmocka_unit_test(levels_are_found),
		cmocka_unit_test(highest_of_several_counts),
		cmocka_unit_test(command_line_counts_before_the_image),
		cmocka_unit_test(misspelt_is_the_strictest),
		cmocka_unit_test(line_that_cannot_be_read_is_the_strictest),
		cmocka_unit_test(failure_policy_is_found),
		cmocka_unit_test(seal_is_found),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(none_alone_is_told_from_nothing),
		cmocka_unit_test(more_mistakes_than_there_is_room_for),
		cmocka_unit_test(random_lines_do_no_harm),
	};

	return cmocka_run_group_tests_name("boot_params", tests, NULL, NULL);
}
