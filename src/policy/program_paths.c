// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <fts.h>
#include <string.h>
#include <unistd.h>
#include <sys/sysmacros.h>

#include "base/quote.h"
#include "policy/program_paths.h"
#include "policy/verity.h"

void identify_inode(const struct stat *st, struct hf_identity *identity)
{
	const unsigned long long at[2] = {
		(unsigned long long)major(st->st_dev) << KERNEL_MINOR_BITS | minor(st->st_dev),
		st->st_ino,
	};

	memset(identity, 0, sizeof(*identity));
	identity->kind = HF_IDENTITY_INODE;
	memcpy(identity->bytes, at, sizeof(at));
}

static bool identify_content(const char *path, struct hf_identity *identity)
{
	struct verity verity;
	struct statx stx;
	bool is;
	int fd;

	/* Most have none: these are not opened. */
	if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_TYPE, &stx) ||
	    !(stx.stx_attributes & STATX_ATTR_VERITY))
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return false;
	is = !measure_verity(fd, &verity);
	close(fd);
	memset(identity, 0, sizeof(*identity));
	identity->kind = HF_IDENTITY_VERITY;
	memcpy(identity->bytes, verity.digest, is ? sizeof(identity->bytes) : 0);
	return is;
}

static void note_path(const char *path, const struct hf_identity *found,
		      const struct hf_identity *programs, size_t count, char **paths)
{
	for (size_t i = 0; i < count; i++)
		if (!paths[i] && !memcmp(&programs[i], found, sizeof(*found)))
			paths[i] = printable(path);
}

void find_program_paths(const char *folder, const struct hf_identity *programs, size_t count,
			char **paths)
{
	char *const folders[] = { strdupa(folder), NULL };
	/* Not another name of a folder: links end nowhere, or where one was already. */
	FTS *tree = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	struct hf_identity found;
	FTSENT *entry;

	while (tree && (entry = fts_read(tree))) {
		if (entry->fts_info != FTS_F || !(entry->fts_statp->st_mode & 0111))
			continue;
		identify_inode(entry->fts_statp, &found);
		note_path(entry->fts_path, &found, programs, count, paths);
		if (identify_content(entry->fts_path, &found))
			note_path(entry->fts_path, &found, programs, count, paths);
	}
	if (tree)
		fts_close(tree);
}
