// SPDX-License-Identifier: GPL-2.0
/* The file at a program's path decides whether an exception is suggested. */
#include "suggest_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy/suggest/program.h"

static char out[CAPTURE_SIZE], err[CAPTURE_SIZE];
static const struct suggest_options audited, with_denied = { .denied = true };

/* An event of the file @name in @folder. */
static char *record_of(const char *folder, const char *name)
{
	char *text = malloc(512);

	assert_non_null(text);
	snprintf(text, 512, AUDITED("kexec", "null", "%s/%s"), folder, name);
	return text;
}

static void check_file(const char *folder, const char *name, const char *part, bool section)
{
	char *record = record_of(folder, name);

	suggest_for(record, &audited, out, err);
	assert_contains(out, part);
	assert_int_equal(!!strstr(out, "[Exception "), section);
	free(record);
}

static void programs_are_looked_at(void **state)
{
	char folder[64], link[80], target[80];

	(void)state;
	make_folder(folder);
	write_file(folder, "script", "#!/bin/sh\n", 10);
	write_file(folder, "program", "\177ELF", 4);
	write_file(folder, "python3.11", "\177ELF", 4);
	write_file(folder, "a;b", "\177ELF", 4);
	snprintf(link, sizeof(link), "%s/link", folder);
	snprintf(target, sizeof(target), "%s/program", folder);
	assert_int_equal(symlink(target, link), 0);
	check_file(folder, "script", "there is a script now", false);
	check_file(folder, "link", "the path leads to another file now: /tmp", false);
	check_file(folder, ".", "it is no whole path", false);
	check_file(folder, "program", "# Not verified: ", true);
	assert_lacks(out, "Warning");
	assert_contains(out, target);
	check_file(folder, "python3.11", "# Warning: it is an interpreter", true);
	/* Copying it does not copy another command. */
	check_file(folder, "a;b", "# Run holdfast enroll PROGRAM, which", true);
	remove_folder(folder);
}

/* `holdfast lock` and `holdfast probe` try locked operations. */
static void holdfast_itself_is_left_out(void **state)
{
	char *self = realpath("/proc/self/exe", NULL), record[600];

	(void)state;
	assert_non_null(self);
	snprintf(record, sizeof(record), DENIED("kexec", "null", "%s"), self);
	suggest_for(record, &with_denied, out, err);
	assert_contains(out, "it is holdfast, which tries its own lock");
	assert_lacks(out, "[Exception ");
	free(self);
}

static void interpreters_are_known(void **state)
{
	static const char *const some[] = {
		"sh",	   "bash",   "python3.11",	    "perl5.36.0",
		"busybox", "lua5.4", "ld-linux-x86-64.so.2"
	};
	static const char *const others[] = { "sha256sum", "wrmsr", "pythonic", "shred", "" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(some); i++)
		assert_true(is_interpreter(some[i]));
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		assert_false(is_interpreter(others[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(programs_are_looked_at),
		cmocka_unit_test(holdfast_itself_is_left_out),
		cmocka_unit_test(interpreters_are_known),
	};

	return cmocka_run_group_tests_name("suggest program", tests, NULL, NULL);
}
