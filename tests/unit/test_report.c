// SPDX-License-Identifier: GPL-2.0
/* Errors, JSON, and output that cannot be written. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/wait.h>

#include "base/report.h"

#define SECOND 1000000000ULL

static void fail_says_who_and_returns_minus_one(void **state)
{
	struct capture capture;
	char text[CAPTURE_SIZE];
	int result;

	(void)state;
	capture_begin(&capture, STDERR_FILENO);
	result = fail("no %s, %d%%", "luck", 7);
	capture_end(&capture, text);
	assert_int_equal(result, -1);
	assert_string_equal(text, "holdfast: no luck, 7%\n");
}

static void fail_usage_returns_its_status(void **state)
{
	struct capture capture;
	char text[CAPTURE_SIZE];
	int result;

	(void)state;
	capture_begin(&capture, STDERR_FILENO);
	result = fail_usage("what is %s?", "this");
	capture_end(&capture, text);
	assert_int_equal(result, 2);
	assert_string_equal(text, "holdfast: what is this?\n");
}

/* Output before an error comes first, even if both go to one file. */
static void errors_keep_their_place(void **state)
{
	struct capture out, err;
	char text[CAPTURE_SIZE], nothing[CAPTURE_SIZE];

	(void)state;
	capture_begin(&out, STDOUT_FILENO);
	capture_begin(&err, STDERR_FILENO);
	dup2(STDOUT_FILENO, STDERR_FILENO);
	printf("table\n");
	fail("error");
	capture_end(&err, nothing);
	capture_end(&out, text);
	assert_string_equal(text, "table\nholdfast: error\n");
}

static void json_is_printed(void **state)
{
	struct capture capture;
	char text[CAPTURE_SIZE];
	int pretty, line;

	(void)state;
	capture_begin(&capture, STDOUT_FILENO);
	pretty = print_json(json_pack("{s:s}", "level", "none"));
	line = print_json_line(json_pack("{s:[i, n]}", "pids", 1));
	capture_end(&capture, text);
	assert_int_equal(pretty, EXIT_OK);
	assert_int_equal(line, EXIT_OK);
	assert_string_equal(text, "{\n  \"level\": \"none\"\n}\n{\"pids\":[1,null]}\n");
}

static void json_that_could_not_be_built_is_an_error(void **state)
{
	struct capture capture;
	char text[CAPTURE_SIZE];
	int result;

	(void)state;
	capture_begin(&capture, STDERR_FILENO);
	result = print_json(NULL);
	capture_end(&capture, text);
	assert_int_equal(result, EXIT_FAILED);
	assert_string_equal(text, "holdfast: out of memory\n");
}

static void empty_text_is_null(void **state)
{
	json_t *text = json_text_or_null("a");

	(void)state;
	assert_string_equal(json_string_value(text), "a");
	json_decref(text);
	assert_true(json_is_null(json_text_or_null("")));
	assert_true(json_is_null(json_text_or_null(NULL)));
}

static int print_object(void)
{
	return print_json(json_pack("{s:s}", "level", "none"));
}

static int print_object_line(void)
{
	return print_json_line(json_pack("{s:s}", "level", "none"));
}

static int print_table(void)
{
	printf("table\n");
	return finish_output(EXIT_OK);
}

/* The stream has failed before, and its buffer is empty. */
static int print_flushed_table(void)
{
	printf("table\n");
	fflush(stdout);
	return finish_output(EXIT_OK);
}

static int print_table_and_misuse(void)
{
	printf("table\n");
	return finish_output(EXIT_USAGE);
}

/* Runs @print in a process of its own, with stdout at @path. Returns its result. */
static int run_with_stdout(const char *path, int (*print)(void), char text[CAPTURE_SIZE])
{
	struct capture capture;
	int status = -1;
	pid_t pid;

	capture_begin(&capture, STDERR_FILENO);
	pid = fork();
	if (!pid)
		_exit(freopen(path, "w", stdout) ? print() : 99);
	waitpid(pid, &status, 0);
	capture_end(&capture, text);
	assert_true(pid > 0);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void full_disk_is_an_error(void **state)
{
	static int (*const prints[])(void) = { print_object, print_object_line, print_table,
					       print_flushed_table };
	char text[CAPTURE_SIZE];

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(prints); i++) {
		assert_int_equal(run_with_stdout("/dev/null", prints[i], text), EXIT_OK);
		assert_string_equal(text, "");
		assert_int_equal(run_with_stdout("/dev/full", prints[i], text), EXIT_FAILED);
		assert_contains(text, "holdfast: cannot write to standard output: No space left");
	}
	assert_int_equal(run_with_stdout("/dev/full", print_table_and_misuse, text), EXIT_USAGE);
	assert_string_equal(text, "");
}

static void no_colour_but_on_a_terminal(void **state)
{
	struct capture capture;
	char text[CAPTURE_SIZE];

	(void)state;
	capture_begin(&capture, STDOUT_FILENO);
	printf("%s%s%s%s", colour_bold(), colour_red(), colour_green(), colour_off());
	capture_end(&capture, text);
	assert_string_equal(text, "");
}

/* The seconds since 1970 of "2026-11-23T22:50:24Z", which has to be the whole text. */
static time_t parse_time(const char *text)
{
	struct tm tm = { 0 };
	const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm);

	if (!end || *end || strlen(text) != 20)
		fail_msg("'%s' is no time", text);
	return timegm(&tm);
}

static time_t boot_time_to_real(uint64_t ns)
{
	char text[32];

	format_boot_time(ns, text, sizeof(text));
	return parse_time(text);
}

static void boot_time_becomes_time_of_day(void **state)
{
	struct timespec boot;
	time_t now;

	(void)state;
	setenv("TZ", "America/New_York", 1);
	tzset();
	clock_gettime(CLOCK_BOOTTIME, &boot);
	now = boot_time_to_real((uint64_t)boot.tv_sec * SECOND + (uint64_t)boot.tv_nsec);
	assert_in_range(now, time(NULL) - 2, time(NULL) + 1);
}

/* Nanoseconds from 1970 to the boot, as the clocks are now. */
static uint64_t read_boot(void)
{
	struct timespec boot, real;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &real);
	return (uint64_t)(real.tv_sec - boot.tv_sec) * SECOND +
	       (uint64_t)(real.tv_nsec - boot.tv_nsec);
}

/*
 * The clocks have different fractions of a second, and the larger one changes within each second. For the length of a
 * second, times in the middle of a second have to be printed as that second.
 */
static void fractions_of_a_second_carry(void **state)
{
	const struct timespec pause = { .tv_nsec = SECOND / 16 };

	(void)state;
	for (int i = 0; i < 17; i++) {
		uint64_t boot = read_boot();
		time_t first = (time_t)(boot / SECOND) + 1;
		/* to a tenth of a second after the next full one */
		uint64_t ns = SECOND - boot % SECOND + SECOND / 10;

		for (int tenths = 1; tenths < 10; tenths += 2, ns += SECOND / 5)
			assert_int_equal(boot_time_to_real(ns), first);
		assert_int_equal(boot_time_to_real(ns + 86400 * SECOND), first + 86401);
		nanosleep(&pause, NULL);
	}
}

/* Nonsense in a map is printed as some time, and does not overflow. */
static void time_out_of_its_mind_is_printed(void **state)
{
	static const uint64_t times[] = { INT64_MAX, (uint64_t)INT64_MAX + 1, UINT64_MAX };

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(times); i++)
		assert_true(boot_time_to_real(times[i]) > (time_t)(times[i] / SECOND));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fail_says_who_and_returns_minus_one),
		cmocka_unit_test(fail_usage_returns_its_status),
		cmocka_unit_test(errors_keep_their_place),
		cmocka_unit_test(json_is_printed),
		cmocka_unit_test(json_that_could_not_be_built_is_an_error),
		cmocka_unit_test(empty_text_is_null),
		cmocka_unit_test(full_disk_is_an_error),
		cmocka_unit_test(no_colour_but_on_a_terminal),
		cmocka_unit_test(boot_time_becomes_time_of_day),
		cmocka_unit_test(fractions_of_a_second_carry),
		cmocka_unit_test(time_out_of_its_mind_is_printed),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
