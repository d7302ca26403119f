// SPDX-License-Identifier: GPL-2.0
#include "policy_unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "policy/show.h"

void make_folder(char path[64])
{
	snprintf(path, 64, "/tmp/holdfast-policy-XXXXXX");
	assert_non_null(mkdtemp(path));
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void remove_folder(const char *path)
{
	assert_int_equal(nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS), 0);
}

void write_file(const char *folder, const char *name, const char *text, size_t size)
{
	char path[256];
	FILE *file;

	assert_in_range(snprintf(path, sizeof(path), "%s/%s", folder, name), 1, sizeof(path) - 1);
	for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	file = fopen(path, "we");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0644), 0);
}

struct policy *read_text(const char *text, size_t size, char err[CAPTURE_SIZE])
{
	char folder[64], path[80];
	char *paths[] = { path };
	struct capture capture;
	struct policy *policy;

	make_folder(folder);
	snprintf(path, sizeof(path), "%s/t", folder);
	write_file(folder, "t", text, size);
	capture_begin(&capture, STDERR_FILENO);
	policy = policy_read_files(paths, 1);
	capture_end(&capture, err);
	remove_folder(folder);
	return policy;
}

struct policy *read_right(const char *text)
{
	static char err[CAPTURE_SIZE];
	struct policy *policy = read_text(text, strlen(text), err);

	assert_string_equal(err, "");
	assert_non_null(policy);
	return policy;
}

struct policy *read_root(const char *root, char err[CAPTURE_SIZE])
{
	struct capture capture;
	struct policy *policy;

	capture_begin(&capture, STDERR_FILENO);
	policy = policy_read(root);
	capture_end(&capture, err);
	return policy;
}

void show(const struct policy *policy, char out[CAPTURE_SIZE])
{
	struct capture capture;

	capture_begin(&capture, STDOUT_FILENO);
	print_policy(policy);
	capture_end(&capture, out);
}

unsigned int count_lines(const char *text)
{
	unsigned int lines = 0;

	for (; (text = strchr(text, '\n')); text++)
		lines++;
	return lines;
}

void check_mistake(const struct mistake *mistake, size_t size)
{
	static char err[CAPTURE_SIZE];
	char wanted[128];
	struct policy *policy = read_text(mistake->text, size, err);

	if (policy)
		fail_msg("accepted: %s", mistake->text);
	if (count_lines(err) != 1)
		fail_msg("'%s' is not one message for: %s", err, mistake->text);
	snprintf(wanted, sizeof(wanted), "/t:%s: ", mistake->place);
	assert_contains(err, wanted);
	assert_contains(err, mistake->says);
	assert_contains(err, "; valid: ");
}

void check_mistakes(const struct mistake *mistakes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_mistake(&mistakes[i], strlen(mistakes[i].text));
}
