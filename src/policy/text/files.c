// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/sysmacros.h>

#include "base/memory.h"
#include "base/report.h"
#include "base/text_file.h"
#include "policy/text/files.h"
#include "policy/text/text.h"

/* What is in etc/ replaces what is in usr/lib/ under the same name. */
static const char *const folders[] = { "etc/holdfast", "usr/lib/holdfast" };

#define FOLDERS (sizeof(folders) / sizeof(folders[0]))

/* A candidate: all of both folders are listed before one is looked at. */
struct candidate {
	char *name;
	char *path;
	size_t folder; /* where it is: of struct search */
};

struct search {
	bool own;
	bool failed;
	struct candidate *candidates;
	size_t count;
	int folders[FOLDERS]; /* of drop-ins, which were looked at; -1: there is none */
};

static void report_path(struct search *search, const char *path, const char *wrong)
{
	char *shown = printable(path);

	fail("%s: %s", shown, wrong);
	search->failed = true;
	free(shown);
}

/* Whoever writes to it decides what root's lock is. */
static void check_owner(struct search *search, const char *path, const struct stat *st)
{
	if (!search->own)
		return;
	if (st->st_uid)
		report_path(search, path, "it is not root's: run chown root on it");
	if ((st->st_mode & S_IWOTH) || ((st->st_mode & S_IWGRP) && st->st_gid))
		report_path(search, path, "others than root may write to it: run chmod go-w on it");
}

/*
 * Opens what has that name in a folder, and is at @path; -ENOENT where nothing is. A link that leads
 * nowhere is something: it was meant to be there.
 */
static int open_path(struct search *search, int folder, const char *name, const char *path,
		     int flags)
{
	struct stat st;
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
	int err = fd < 0 ? -errno : 0;

	if (!err)
		return fd;
	if (err == -ENOENT && fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) && errno == ENOENT)
		return -ENOENT;
	report_path(search, path,
		    err == -ENOENT ? "it is a link that leads nowhere" : strerror(-err));
	return err;
}

enum kind { ABSENT, MASK, POLICY };

/*
 * Looks at what has that name in a folder, and adds it to the files where it is a policy: as what was
 * looked at, whatever is at its path by then. Reports what is none of these, and says that it is absent.
 */
static enum kind add_if_policy(struct search *search, struct policy_files *files, int folder,
			       const char *name, const char *path)
{
	struct stat st;
	int fd = open_path(search, folder, name, path, 0);
	enum kind kind = ABSENT;

	if (fd < 0)
		return ABSENT;
	if (fstat(fd, &st)) {
		report_path(search, path, strerror(errno));
	} else if (S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3)) {
		kind = MASK; /* /dev/null, which everybody may write to */
	} else if (!S_ISREG(st.st_mode)) {
		report_path(search, path, "it is no regular file");
	} else {
		check_owner(search, path, &st);
		kind = st.st_size ? POLICY : MASK;
	}
	if (kind == POLICY)
		add_policy_file(files, path)->fd = fd;
	else
		close(fd);
	return kind;
}

static bool is_conf_name(const char *name)
{
	size_t len = strlen(name);

	return *name != '.' && len > 5 && !strcmp(name + len - 5, ".conf");
}

/* It is kept open: what is in it is opened from there. */
static void list_folder(struct search *search, size_t which, const char *path, int fd)
{
	DIR *folder = fdopendir(fd);
	struct dirent *entry;

	if (!folder) {
		report_path(search, path, strerror(errno));
		close(fd);
		return;
	}
	search->folders[which] = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	errno = 0;
	while ((entry = readdir(folder))) {
		struct candidate *candidate;

		if (!is_conf_name(entry->d_name))
			continue;
		search->candidates =
			must_grow(search->candidates, search->count, sizeof(*search->candidates));
		candidate = &search->candidates[search->count++];
		candidate->name = must_copy(entry->d_name, strlen(entry->d_name));
		candidate->path = must_format("%s/%s", path, entry->d_name);
		candidate->folder = which;
		errno = 0;
	}
	if (errno)
		report_path(search, path, strerror(errno));
	closedir(folder);
}

/* Returns a descriptor, where it is there and can be read, or a negative number. */
static int open_folder(struct search *search, int folder, const char *name, const char *path)
{
	struct stat st;
	int fd = open_path(search, folder, name, path, O_DIRECTORY);

	if (fd >= 0 && !fstat(fd, &st))
		check_owner(search, path, &st);
	return fd;
}

/*
 * By insertion, as qsort() is not stable: of two with one name, the one in etc/ was listed first and
 * stays before the other, which it hides.
 */
static void sort_candidates(struct search *search)
{
	for (size_t i = 1; i < search->count; i++) {
		struct candidate moved = search->candidates[i];
		size_t j = i;

		for (; j && strcmp(search->candidates[j - 1].name, moved.name) > 0; j--)
			search->candidates[j] = search->candidates[j - 1];
		search->candidates[j] = moved;
	}
}

static void take_candidates(struct search *search, struct policy_files *files)
{
	sort_candidates(search);
	for (size_t i = 0; i < search->count; i++) {
		const struct candidate *candidate = &search->candidates[i];

		if (i && !strcmp(candidate[-1].name, candidate->name))
			continue;
		add_if_policy(search, files, search->folders[candidate->folder], candidate->name,
			      candidate->path);
	}
}

/* What is in one of the folders; its drop-ins are only listed. Returns whether it has the main file. */
static bool search_folder(struct search *search, struct policy_files *files, const char *root,
			  size_t which, bool main_found)
{
	char *folder = must_format("%s/%s", root, folders[which]);
	char *main = must_format("%s/holdfast.conf", folder);
	char *conf_d = must_format("%s/holdfast.conf.d", folder);
	int fd = open_folder(search, AT_FDCWD, folder, folder);
	int inner = -1;

	if (fd >= 0 && !main_found)
		main_found = add_if_policy(search, files, fd, "holdfast.conf", main) != ABSENT;
	if (fd >= 0)
		inner = open_folder(search, fd, "holdfast.conf.d", conf_d);
	if (inner >= 0)
		list_folder(search, which, conf_d, inner);
	if (fd >= 0)
		close(fd);
	free(folder);
	free(main);
	free(conf_d);
	return main_found;
}

int find_policy_files(const char *root, bool own, struct policy_files *files)
{
	struct search search = { .own = own, .folders = { -1, -1 } };
	bool main_found = false;

	for (size_t i = 0; i < FOLDERS; i++)
		main_found = search_folder(&search, files, root, i, main_found);
	take_candidates(&search, files);
	for (size_t i = 0; i < search.count; i++) {
		free(search.candidates[i].name);
		free(search.candidates[i].path);
	}
	free(search.candidates);
	for (size_t i = 0; i < FOLDERS; i++)
		if (search.folders[i] >= 0)
			close(search.folders[i]);
	if (!search.failed && !files->count)
		return fail("there is no policy; write one to %s/etc/holdfast/holdfast.conf, see "
			    "holdfast.conf(5)",
			    root);
	return search.failed ? -1 : 0;
}

/* A link that leads nowhere, too: what is there was meant to be one. */
static bool has_conf_in(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	bool found = !dir && errno != ENOENT;

	while (dir && !found && (entry = readdir(dir)))
		found = is_conf_name(entry->d_name);
	if (dir)
		closedir(dir);
	return found;
}

bool policy_is_there(const char *root)
{
	bool found = false;
	struct stat st;

	for (size_t i = 0; i < FOLDERS && !found; i++) {
		char *main = must_format("%s/%s/holdfast.conf", root, folders[i]);
		char *conf_d = must_format("%s.d", main);

		found = !lstat(main, &st) || errno != ENOENT || has_conf_in(conf_d);
		free(main);
		free(conf_d);
	}
	return found;
}

struct policy_file *add_policy_file(struct policy_files *files, const char *path)
{
	struct policy_file *file;

	files->list = must_grow(files->list, files->count, sizeof(*files->list));
	file = &files->list[files->count++];
	file->path = must_copy(path, strlen(path));
	file->shown = printable(path);
	file->fd = -1;
	return file;
}

char *read_policy_file(struct policy_file *file, size_t *size)
{
	struct place at = { .file = file };
	/* What find_policy_files() has looked at, or what a command line names: pipes, too. */
	int fd = file->fd >= 0 ? file->fd : open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	char *text = NULL;
	ssize_t len = fd < 0 ? -1 : read_whole(fd, POLICY_FILE_MAX, &text);

	if (len < 0)
		problem(&at, "it cannot be read: %m");
	else if ((size_t)len > POLICY_FILE_MAX)
		problem(&at, "it is too large; valid: up to 16 MiB");
	if (fd >= 0)
		close(fd);
	file->fd = -1;
	if (file->problems) {
		free(text);
		return NULL;
	}
	*size = (size_t)len;
	return text;
}
