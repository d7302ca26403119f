// SPDX-License-Identifier: GPL-2.0
/* The files of a policy: their order, masks, and files that must not be read. */
#include "policy_unit.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "policy/text/files.h"

#define ETC   "etc/holdfast/holdfast.conf"
#define LIB   "usr/lib/holdfast/holdfast.conf"
#define ETC_D ETC ".d/"
#define LIB_D LIB ".d/"

static char root[64];
static char err[CAPTURE_SIZE];

static int make_root(void **state)
{
	(void)state;
	umask(022);
	make_folder(root);
	return 0;
}

static int remove_root(void **state)
{
	(void)state;
	remove_folder(root);
	return 0;
}

static void put(const char *name, const char *text)
{
	write_file(root, name, text, strlen(text));
}

/* Replaces an existing file, and does not write through an old link. */
static void put_link(const char *name, const char *target)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	if (unlink(path)) {
		put(name, "");
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(symlink(target, path), 0);
}

static struct policy *read_silently(void)
{
	struct policy *policy = read_root(root, err);

	assert_string_equal(err, "");
	assert_non_null(policy);
	return policy;
}

/* The level, which each file sets differently, and whether a file has set Seal=. */
static void check_level(enum hf_level level, bool seal)
{
	struct policy *policy = read_silently();

	assert_int_equal(policy->level, level);
	assert_int_equal(policy->seal, seal);
	policy_free(policy);
}

static void check_refused(const char *name, const char *says)
{
	char part[256];

	assert_null(read_root(root, err));
	snprintf(part, sizeof(part), "holdfast: %s/%s: %s", root, name, says);
	assert_contains(err, part);
	assert_int_equal(count_lines(err), 1);
}

static void no_file_is_no_policy(void **state)
{
	char wanted[256];

	(void)state;
	assert_null(read_root(root, err));
	snprintf(wanted, sizeof(wanted),
		 "holdfast: there is no policy; write one to %s/" ETC ", see holdfast.conf(5)\n",
		 root);
	assert_string_equal(err, wanted);
	/* No valid name for a drop-in. */
	put(ETC_D "a.conf~", "[Lock]\n");
	put(ETC_D ".a.conf", "[Lock]\n");
	put(ETC_D "conf", "[Lock]\n");
	assert_null(read_root(root, err));
	assert_string_equal(err, wanted);
}

static void vendor_file_is_replaced(void **state)
{
	(void)state;
	put(LIB, "[Lock]\nLevel=confidentiality\nSeal=yes\n");
	check_level(HF_CONFIDENTIALITY, true);
	put(ETC, "[Lock]\nLevel=integrity\n");
	check_level(HF_INTEGRITY, false);
}

static void drop_ins_go_by_name(void **state)
{
	(void)state;
	put(ETC, "[Lock]\nLevel=integrity\n");
	put(LIB_D "90-b.conf", "[Lock]\nLevel=confidentiality\n");
	put(ETC_D "10-a.conf", "[Lock]\nLevel=integrity\nSeal=yes\n");
	check_level(HF_CONFIDENTIALITY, true);
	put(ETC_D "91-c.conf", "[Lock]\nSeal=no\n");
	check_level(HF_CONFIDENTIALITY, false);
	/* Of two files with one name, that in etc/ counts. */
	put(ETC_D "90-b.conf", "# nothing\n");
	check_level(HF_INTEGRITY, false);
}

static void empty_file_masks(void **state)
{
	(void)state;
	put(ETC, "[Lock]\nLevel=integrity\n");
	put(LIB_D "a.conf", "[Lock]\nSeal=yes\n");
	put(LIB_D "b.conf", "[Lock]\nLevel=confidentiality\n");
	check_level(HF_CONFIDENTIALITY, true);
	put(ETC_D "b.conf", "");
	check_level(HF_INTEGRITY, true);
	put_link(ETC_D "a.conf", "/dev/null");
	check_level(HF_INTEGRITY, false);
	/* A masked file is not even read. */
	put(LIB_D "a.conf", "nonsense");
	check_level(HF_INTEGRITY, false);
}

static void vendor_file_is_masked(void **state)
{
	(void)state;
	put(LIB, "[Lock]\nLevel=confidentiality\nSeal=yes\n");
	put(ETC_D "a.conf", "[Lock]\nLevel=integrity\n");
	check_level(HF_INTEGRITY, true);
	put_link(ETC, "/dev/null");
	check_level(HF_INTEGRITY, false);
	put_link(ETC_D "a.conf", "/dev/null");
	assert_null(read_root(root, err));
	assert_contains(err, "there is no policy");
	put_link(ETC, "empty");
	put("etc/holdfast/empty", "");
	put_link(ETC_D "a.conf", "../empty");
	assert_null(read_root(root, err));
	assert_contains(err, "there is no policy");
}

static void links_to_files_are_followed(void **state)
{
	(void)state;
	put(ETC ".d.really/a", "[Lock]\nLevel=integrity\nSeal=yes\n");
	put_link(ETC_D "a.conf", "../holdfast.conf.d.really/a");
	check_level(HF_INTEGRITY, true);
}

static void broken_links_are_errors(void **state)
{
	(void)state;
	put(LIB, "[Lock]\nLevel=integrity\n");
	put_link(ETC_D "a.conf", "nowhere");
	check_refused(ETC_D "a.conf", "it is a link that leads nowhere");
	put_link(ETC_D "a.conf", "a.conf");
	check_refused(ETC_D "a.conf", "Too many levels of symbolic links");
	put_link(ETC_D "a.conf", "/dev/null");
	put_link(ETC, "nowhere");
	check_refused(ETC, "it is a link that leads nowhere");
}

static void broken_folders_are_errors(void **state)
{
	(void)state;
	put(LIB, "[Lock]\nLevel=integrity\n");
	put_link("etc/holdfast", "nowhere");
	check_refused("etc/holdfast", "it is a link that leads nowhere");
	put_link("etc/holdfast", "holdfast");
	check_refused("etc/holdfast", "Too many levels of symbolic links");
	put_link("etc/holdfast", "/dev/null");
	check_refused("etc/holdfast", "Not a directory");
}

static void what_is_no_file_is_an_error(void **state)
{
	char path[256];

	(void)state;
	put(ETC, "[Lock]\nLevel=integrity\n");
	put(ETC_D "a.conf/b", "");
	check_refused(ETC_D "a.conf", "it is no regular file");
	snprintf(path, sizeof(path), "%s/" ETC_D "a.conf", root);
	remove_folder(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_refused(ETC_D "a.conf", "it is no regular file");
	assert_int_equal(unlink(path), 0);
	put_link(ETC_D "a.conf", "/dev/zero");
	check_refused(ETC_D "a.conf", "it is no regular file");
}

/* Runs as nobody, so that permissions count. */
static void check_unreadable(const char *name)
{
	char path[256];
	bool root_runs = !geteuid();

	snprintf(path, sizeof(path), "%s/%s", root, name);
	assert_int_equal(chmod(path, 0), 0);
	assert_int_equal(chmod(root, 0755), 0);
	if (root_runs)
		assert_int_equal(seteuid(65534), 0);
	check_refused(name, "Permission denied");
	if (root_runs)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(chmod(path, 0755), 0);
}

static void unreadable_files_are_errors(void **state)
{
	(void)state;
	put(LIB, "[Lock]\nLevel=integrity\n");
	put(ETC_D "a.conf", "[Lock]\n");
	check_unreadable(ETC_D "a.conf");
	check_unreadable("etc/holdfast/holdfast.conf.d");
	check_unreadable(LIB);
}

static int find_owned(void)
{
	struct policy_files *files = calloc(1, sizeof(*files));
	struct capture capture;
	int found;

	assert_non_null(files);
	capture_begin(&capture, STDERR_FILENO);
	found = find_policy_files(root, true, files);
	capture_end(&capture, err);
	free_files(files);
	return found;
}

/* Only root may be able to write root's policy. */
static void files_of_others_are_errors(void **state)
{
	char path[256], folder[256];

	(void)state;
	put(ETC_D "a.conf", "[Lock]\nLevel=integrity\n");
	snprintf(path, sizeof(path), "%s/" ETC_D "a.conf", root);
	snprintf(folder, sizeof(folder), "%s/etc/holdfast/holdfast.conf.d", root);
	if (geteuid()) {
		assert_int_equal(find_owned(), -1);
		assert_contains(err, "it is not root's: run chown root on it");
		return;
	}
	assert_int_equal(find_owned(), 0);
	assert_int_equal(chmod(path, 0646), 0);
	assert_int_equal(find_owned(), -1);
	assert_contains(err, "a.conf: others than root may write to it: run chmod go-w");
	assert_int_equal(chmod(path, 0664), 0);
	assert_int_equal(find_owned(), 0);
	assert_int_equal(chown(path, 0, 1), 0);
	assert_int_equal(find_owned(), -1);
	assert_int_equal(chown(path, 1, 0), 0);
	assert_int_equal(chmod(path, 0644), 0);
	assert_int_equal(find_owned(), -1);
	assert_contains(err, "it is not root's");
	assert_int_equal(chown(path, 0, 0), 0);
	assert_int_equal(chmod(folder, 0777), 0);
	assert_int_equal(find_owned(), -1);
	assert_contains(err, "holdfast.conf.d: others than root may write to it");
}

static void keys_are_merged_one_by_one(void **state)
{
	struct policy *policy;

	(void)state;
	put(ETC, EXCEPTION
	    "Program=/a\nRegisters=1\n[Lock]\nSeal=yes\nStrict=yes\n[Reasons]\nkcore=deny\n");
	put(ETC_D "a.conf",
	    "[Exception e]\nProgram=/b\nPorts=2\n[Lock]\nSeal=\n[Reasons]\nkcore=\n");
	put(ETC_D "b.conf", "[Exception f]\nReason=kexec\nVerity=" DIGEST "\n");
	put(ETC_D "c.conf", "[Exception e]\nPorts=\n");
	policy = read_silently();
	assert_int_equal(policy->exception_count, 2);
	assert_string_equal(policy->exceptions[0].program, "/b");
	assert_int_equal(policy->exceptions[0].registers.count, 1);
	assert_int_equal(policy->exceptions[0].ports.count, 0);
	assert_int_equal(policy->exceptions[0].line, 1);
	assert_string_equal(policy->exceptions[1].name, "f");
	assert_true(policy->strict && !policy->seal);
	assert_int_equal(policy->enforced, 0);
	policy_free(policy);
}

/* A value that a later file replaces still has to be valid, and each file is read. */
static void problems_of_all_files_are_reported(void **state)
{
	(void)state;
	put(ETC, "[Lock]\nLevel=x\n");
	put(ETC_D "a.conf", "[Lock]\nLevel=integrity\nStrict=yes\n");
	put(ETC_D "b.conf", "[Lock]\nSeal=x\n");
	put(ETC_D "c.conf", "[Reasons]\nkcore=allow\n");
	assert_null(read_root(root, err));
	assert_int_equal(count_lines(err), 3);
	assert_contains(err, "/" ETC ":2:7: there is no level 'x'");
	assert_contains(err, "/" ETC_D "b.conf:2:6: ");
	assert_contains(err, "/" ETC_D "c.conf:2:7: kcore=allow, but Strict=yes");
}

static void names_of_files_are_printable(void **state)
{
	(void)state;
	put(ETC_D "\033[2J.conf", "[Lock]\nSeal=x\n");
	assert_null(read_root(root, err));
	assert_contains(err, "/holdfast.conf.d/\\x1b[2J.conf:2:6: ");
}

/* The file is replaced after its owner was checked. */
static void what_was_looked_at_is_read(void **state)
{
	struct policy_files files = { 0 };
	char path[256], main[256], *text;
	size_t size;

	(void)state;
	put(ETC, "[Lock]\nLevel=integrity\n");
	put(ETC_D "a.conf", "[Lock]\nStrict=yes\n");
	put("other", "[Lock]\nLevel=none\n");
	assert_int_equal(find_policy_files(root, false, &files), 0);
	assert_int_equal(files.count, 2);
	snprintf(path, sizeof(path), "%s/other", root);
	snprintf(main, sizeof(main), "%s/" ETC, root);
	assert_int_equal(rename(path, main), 0);
	text = read_policy_file(&files.list[0], &size);
	assert_string_equal(text, "[Lock]\nLevel=integrity\n");
	free(text);
	for (size_t i = 0; i < files.count; i++) {
		if (files.list[i].fd >= 0)
			close(files.list[i].fd);
		free(files.list[i].path);
		free(files.list[i].shown);
	}
	free(files.list);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_root, remove_root)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_file_is_no_policy),
		TEST(vendor_file_is_replaced),
		TEST(drop_ins_go_by_name),
		TEST(empty_file_masks),
		TEST(vendor_file_is_masked),
		TEST(links_to_files_are_followed),
		TEST(broken_links_are_errors),
		TEST(broken_folders_are_errors),
		TEST(what_is_no_file_is_an_error),
		TEST(unreadable_files_are_errors),
		TEST(files_of_others_are_errors),
		TEST(keys_are_merged_one_by_one),
		TEST(problems_of_all_files_are_reported),
		TEST(names_of_files_are_printable),
		TEST(what_was_looked_at_is_read),
	};

	return cmocka_run_group_tests_name("policy files", tests, NULL, NULL);
}
