// SPDX-License-Identifier: GPL-2.0
/* Counts the modules that could still be loaded under a rule that appraises modules. */
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <unistd.h>
#include <sys/xattr.h>

#include "ima/rules.h"

/* The last line of a module with an appended signature. */
static const char appended[] = "~Module signature appended~\n";

/* The type of a security.ima that is a signature of the file: EVM_IMA_XATTR_DIGSIG of the kernel. */
#define IMA_SIGNATURE 3

/* Whether @name is a module's file; a compressed one may reach the kernel as memory, with no file. */
static bool is_module(const char *name, bool *compressed)
{
	const char *end = strrchr(name, '.');

	*compressed = end && strcmp(end, ".ko") != 0;
	if (!*compressed)
		return end;
	return end - name > 3 && !strncmp(end - 3, ".ko", 3) &&
	       (!strcmp(end, ".xz") || !strcmp(end, ".gz") || !strcmp(end, ".zst"));
}

static bool has_appended(const char *path)
{
	const off_t len = sizeof(appended) - 1;
	char text[sizeof(appended) - 1];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t size;
	bool found;

	if (fd < 0)
		return false;
	size = lseek(fd, 0, SEEK_END);
	found = size >= len && pread(fd, text, sizeof(text), size - len) == len &&
		!memcmp(text, appended, sizeof(text));
	close(fd);
	return found;
}

static bool is_signed(const char *path, bool modsig)
{
	char value[4096]; /* longer than any signature */
	ssize_t len = lgetxattr(path, "security.ima", value, sizeof(value));

	return (len > 0 && value[0] == IMA_SIGNATURE) || (modsig && has_appended(path));
}

struct ima_modules ima_count_modules(char *dir, bool modsig)
{
	char *const paths[] = { dir, NULL };
	struct ima_modules modules = { 0 };
	FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
	FTSENT *entry;
	bool compressed;

	while (tree && (entry = fts_read(tree))) {
		if (entry->fts_info == FTS_D || entry->fts_info == FTS_DP ||
		    !is_module(entry->fts_name, &compressed))
			continue;
		modules.all++;
		modules.signed_ones += !compressed && is_signed(entry->fts_accpath, modsig);
	}
	if (tree)
		fts_close(tree);
	return modules;
}
