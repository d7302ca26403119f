// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/quote.h"
#include "base/report.h"
#include "policy/elf_needs.h"
#include "policy/libraries.h"

/* Some are links to others on merged systems; what is found twice is kept once. */
static const char *const folders[] = {
	"/lib/x86_64-linux-gnu",
	"/usr/lib/x86_64-linux-gnu",
	"/lib64",
	"/usr/lib64",
	"/lib",
	"/usr/lib",
};

/* The loader takes what is built for a newer processor, where it is there, from below a folder. */
static const char *const variants[] = {
	"",
	"/glibc-hwcaps/x86-64-v4",
	"/glibc-hwcaps/x86-64-v3",
	"/glibc-hwcaps/x86-64-v2",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Of the file that needs a library. */
struct seeker {
	const char *path;
	const struct elf_needs *needs;
	struct libraries *found;
};

static int fail_file(const char *path, const char *wrong)
{
	char *shown = printable(path);

	fail("enroll: %s %s", shown, wrong);
	free(shown);
	return -1;
}

static int read_needs(const char *path, struct elf_needs *needs)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int err = fd < 0 ? -errno : read_elf_needs(fd, needs);

	if (fd >= 0)
		close(fd);
	return err;
}

/* Whether @path is a library for the seeker; then it is in the list, once. */
static bool take(const struct seeker *seeker, const char *path)
{
	char *real = realpath(path, NULL);
	struct libraries *found = seeker->found;
	struct elf_needs needs = { 0 };
	bool fits;

	if (!real || read_needs(real, &needs)) {
		free(real);
		return false;
	}
	fits = needs.machine == seeker->needs->machine && needs.class == seeker->needs->class;
	free_elf_needs(&needs);
	for (size_t i = 0; fits && i < found->count; i++) {
		if (!strcmp(found->paths[i], real)) {
			free(real);
			return true;
		}
	}
	if (!fits) {
		free(real);
		return false;
	}
	found->paths = must_grow(found->paths, found->count, sizeof(*found->paths));
	found->paths[found->count++] = real;
	return true;
}

/* With all variants of it: which one is mapped is the processor's to say. */
static bool take_from(const struct seeker *seeker, const char *folder, const char *name)
{
	bool taken = false;

	for (size_t i = 0; i < COUNT(variants); i++) {
		char *path = must_format("%s%s/%s", folder, variants[i], name);

		taken = take(seeker, path) || taken;
		free(path);
	}
	return taken;
}

/* A folder of DT_RUNPATH; "$ORIGIN" is where the file is that has it. */
static bool take_from_own(const struct seeker *seeker, const char *folder, const char *name)
{
	static const char *const origins[] = { "$ORIGIN", "${ORIGIN}" };
	const char *slash = strrchr(seeker->path, '/');
	bool taken;
	char *whole;

	for (size_t i = 0; i < COUNT(origins); i++) {
		if (strncmp(folder, origins[i], strlen(origins[i])) != 0)
			continue;
		whole = must_format("%.*s%s", (int)(slash - seeker->path), seeker->path,
				    folder + strlen(origins[i]));
		taken = take_from(seeker, whole, name);
		free(whole);
		return taken;
	}
	return *folder == '/' && !strchr(folder, '$') && take_from(seeker, folder, name);
}

static bool find_library(const struct seeker *seeker, const char *name)
{
	char *own, *rest, *folder;
	bool taken = false;

	if (strchr(name, '/'))
		return take(seeker, name);
	own = rest = seeker->needs->search ?
			     must_copy(seeker->needs->search, strlen(seeker->needs->search)) :
			     NULL;
	while (!taken && own && (folder = strsep(&rest, ":")))
		taken = take_from_own(seeker, folder, name);
	free(own);
	/* In all of them: in which order the loader's cache has them is not known here. */
	if (!taken)
		for (size_t i = 0; i < COUNT(folders); i++)
			taken = take_from(seeker, folders[i], name) || taken;
	return taken;
}

static int find_needs_of(const char *path, struct libraries *found)
{
	struct elf_needs needs = { 0 };
	struct seeker seeker = { .path = path, .needs = &needs, .found = found };
	int err = read_needs(path, &needs);

	if (err)
		return fail_file(path, err == -ENOEXEC ? "is no ELF program" : strerror(-err));
	if (needs.interpreter && !take(&seeker, needs.interpreter))
		err = fail_file(needs.interpreter, "is its interpreter, and is not there");
	for (size_t i = 0; i < needs.library_count; i++)
		if (!find_library(&seeker, needs.libraries[i]))
			err = fail_file(needs.libraries[i],
					"cannot be found, which it needs; enroll it by itself, and "
					"add its digest to Library=");
	free_elf_needs(&needs);
	return err;
}

int find_libraries(const char *program, struct libraries *libraries)
{
	int err = find_needs_of(program, libraries);

	/* The list grows meanwhile, and each is in it once. */
	for (size_t i = 0; i < libraries->count; i++)
		if (find_needs_of(libraries->paths[i], libraries))
			err = -1;
	return err;
}

void free_libraries(struct libraries *libraries)
{
	for (size_t i = 0; i < libraries->count; i++)
		free(libraries->paths[i]);
	free(libraries->paths);
}
