// SPDX-License-Identifier: GPL-2.0
/* Finding the path of a program by its device and inode number. */
#include "policy_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy/program_paths.h"

static void identify(const char *folder, const char *name, struct hf_identity *identity)
{
	char path[128];
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(stat(path, &st), 0);
	identify_inode(&st, identity);
}

static void make_program(const char *folder, const char *name, mode_t mode)
{
	char path[128];

	write_file(folder, name, "x", 1);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	assert_int_equal(chmod(path, mode), 0);
}

static void programs_are_found(void **state)
{
	char folder[64], path[128], *paths[4] = { 0 };
	struct hf_identity programs[4] = { 0 };

	(void)state;
	make_folder(folder);
	make_program(folder, "data", 0644);
	make_program(folder, "bin/deep/p\033", 0755);
	make_program(folder, "q", 0700);
	snprintf(path, sizeof(path), "%s/a_link", folder);
	assert_int_equal(symlink("q", path), 0);
	identify(folder, "q", &programs[0]);
	identify(folder, "data", &programs[1]);
	identify(folder, "bin/deep/p\033", &programs[2]);
	/* A digest that no file has, and that must not be taken for an inode number. */
	programs[3] = programs[0];
	programs[3].kind = HF_IDENTITY_VERITY;
	find_program_paths(folder, programs, 4, paths);
	snprintf(path, sizeof(path), "%s/q", folder);
	assert_non_null(paths[0]);
	assert_string_equal(paths[0], path);
	assert_null(paths[1]);
	snprintf(path, sizeof(path), "%s/bin/deep/p\\x1b", folder);
	assert_non_null(paths[2]);
	assert_string_equal(paths[2], path);
	assert_null(paths[3]);
	free(paths[0]);
	free(paths[2]);
	remove_folder(folder);
}

static void no_folder_is_no_program(void **state)
{
	struct hf_identity program = { .kind = HF_IDENTITY_INODE };
	char *path = NULL;

	(void)state;
	find_program_paths("/no/such", &program, 1, &path);
	assert_null(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(programs_are_found),
		cmocka_unit_test(no_folder_is_no_program),
	};

	return cmocka_run_group_tests_name("program paths", tests, NULL, NULL);
}
