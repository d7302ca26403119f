// SPDX-License-Identifier: GPL-2.0
/* Command lines: valid ones, and messages for others. */
#include "unit.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/options.h"
#include "base/words.h"

static int run_nothing(const struct command *command, int argc, char **argv)
{
	(void)command;
	(void)argc;
	(void)argv;
	return 0;
}

/* Two commands: --help prints the requested one. */
static const struct command other = {
	.name = "other",
	.run = run_nothing,
	.operands = "",
	.summary = "Do another thing",
	.help = "Other help.\n",
};

static const struct command_option options[] = {
	{ .name = "wish", .letter = 'w', .value = "WISH", .help = "have it\nagain" },
	OPTION_JSON,
	OPTIONS_END,
};

static const struct command try = {
	.name = "try",
	.run = run_nothing,
	.operands = "[FILE...]",
	.summary = "Do a thing",
	.help = "Help of try.\n",
	.options = options,
};

const struct command *const commands[] = { &other, &try, NULL };

#define VALID "valid options: --wish=..., --json, --help\n"

struct answer {
	int option; /* of the last call */
	char out[CAPTURE_SIZE];
	char err[CAPTURE_SIZE];
};

/* Goes through "try @first @second" up to --help, an error or the end. */
static void ask(const char *first, const char *second, struct answer *answer)
{
	char name[] = "try", words[2][32] = { "", "" };
	char *argv[] = { name, words[0], words[1], NULL };
	int argc = second ? 3 : 2;
	struct capture out, err;

	strncpy(words[0], first, sizeof(words[0]) - 1);
	strncpy(words[1], second ? second : "", sizeof(words[1]) - 1);
	argv[argc] = NULL;
	optind = 0; /* glibc: forget the last command line */
	capture_begin(&out, STDOUT_FILENO);
	capture_begin(&err, STDERR_FILENO);
	do
		answer->option = next_option(argc, argv, &try);
	while (answer->option == 'j' || answer->option == 'w');
	capture_end(&err, answer->err);
	capture_end(&out, answer->out);
}

static void check_error(const char *first, const char *second, const char *message)
{
	struct answer answer;

	ask(first, second, &answer);
	assert_int_equal(answer.option, '?');
	assert_string_equal(answer.out, "");
	assert_string_equal(answer.err, message);
}

static void valid_options_are_returned(void **state)
{
	char name[] = "try", json[] = "--json", wish[] = "--wish=yes", word[] = "word";
	char *argv[] = { name, json, wish, word, NULL };

	(void)state;
	optind = 0;
	assert_int_equal(next_option(4, argv, &try), 'j');
	assert_int_equal(next_option(4, argv, &try), 'w');
	assert_string_equal(optarg, "yes");
	assert_int_equal(next_option(4, argv, &try), -1);
	assert_string_equal(argv[optind], "word");
}

static void unknown_option_is_named(void **state)
{
	(void)state;
	check_error("--foo", NULL, "holdfast: try: no such option: '--foo'; " VALID);
	check_error("--jsonx", NULL, "holdfast: try: no such option: '--jsonx'; " VALID);
	check_error("--JSON", NULL, "holdfast: try: no such option: '--JSON'; " VALID);
	check_error("--foo=1", NULL, "holdfast: try: no such option: '--foo=1'; " VALID);
	check_error("--json", "--foo", "holdfast: try: no such option: '--foo'; " VALID);
	check_error("word", "--foo", "holdfast: try: no such option: '--foo'; " VALID);
}

/* getopt_long() itself would accept each of these abbreviations. */
static void shortened_option_is_none(void **state)
{
	struct answer answer;

	(void)state;
	check_error("--js", NULL, "holdfast: try: no such option: '--js'; " VALID);
	check_error("--hel", NULL, "holdfast: try: no such option: '--hel'; " VALID);
	check_error("--wis=a", NULL, "holdfast: try: no such option: '--wis=a'; " VALID);
	check_error("--wis", "a", "holdfast: try: no such option: '--wis'; " VALID);
	check_error("--wish=a", "--js", "holdfast: try: no such option: '--js'; " VALID);
	ask("--wish", "--js", &answer); /* a value */
	assert_int_equal(answer.option, -1);
}

/* No letters are valid, not even those that next_option() returns for long options. */
static void unknown_letter_is_named(void **state)
{
	(void)state;
	check_error("-x", NULL, "holdfast: try: no such option: '-x'; " VALID);
	check_error("-xj", NULL, "holdfast: try: no such option: '-x'; " VALID);
	check_error("-j", NULL, "holdfast: try: no such option: '-j'; " VALID);
	check_error("-h", NULL, "holdfast: try: no such option: '-h'; " VALID);
	check_error("--wish=a", "-jx", "holdfast: try: no such option: '-j'; " VALID);
}

static void missing_value_is_named(void **state)
{
	(void)state;
	check_error("--wish", NULL, "holdfast: try: a value is missing after '--wish'; " VALID);
	check_error("--json", "--wish", "holdfast: try: a value is missing after '--wish'; " VALID);
}

static void value_that_nobody_takes_is_named(void **state)
{
	(void)state;
	check_error("--json=1", NULL,
		    "holdfast: try: no value is allowed after '--json=1'; " VALID);
	check_error("--json=", NULL, "holdfast: try: no value is allowed after '--json='; " VALID);
	check_error("--help=me", NULL,
		    "holdfast: try: no value is allowed after '--help=me'; " VALID);
}

static void help_is_the_commands_own(void **state)
{
	struct answer answer;

	(void)state;
	ask("--help", NULL, &answer);
	assert_int_equal(answer.option, 'h');
	assert_string_equal(answer.err, "");
	assert_string_equal(answer.out, "Usage: holdfast try [FILE...] [--wish=WISH] [--json]\n\n"
					"Do a thing.\n\nHelp of try.\n\n"
					"  --wish=WISH       have it\n"
					"                    again\n"
					"  --json            print JSON\n");
}

static void end_of_options_is_kept(void **state)
{
	struct answer answer;

	(void)state;
	ask("--", "--foo", &answer);
	assert_int_equal(answer.option, -1);
	assert_string_equal(answer.err, "");
}

static void list_of_words_never_overruns(void **state)
{
	char list[8] = "";

	(void)state;
	append_word(list, sizeof(list), "a");
	assert_string_equal(list, "a");
	append_word(list, sizeof(list), "bc");
	assert_string_equal(list, "a, bc");
	append_word(list, sizeof(list), "def");
	assert_string_equal(list, "a, bc, ");
	append_word(list, sizeof(list), "g");
	assert_string_equal(list, "a, bc, ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_options_are_returned),
		cmocka_unit_test(unknown_option_is_named),
		cmocka_unit_test(shortened_option_is_none),
		cmocka_unit_test(unknown_letter_is_named),
		cmocka_unit_test(missing_value_is_named),
		cmocka_unit_test(value_that_nobody_takes_is_named),
		cmocka_unit_test(help_is_the_commands_own),
		cmocka_unit_test(end_of_options_is_kept),
		cmocka_unit_test(list_of_words_never_overruns),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
