// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "anchor.h"
#include "engine.h"
#include "strangers.h"

/* Of the folders that the anchor has itself. */
static bool is_folder_of_ours(const char *name)
{
	return !strcmp(name, ".") || !strcmp(name, "..") ||
	       !strcmp(name, SEAL_DIR + sizeof(ENGINE_DIR)) ||
	       !strcmp(name, HANDLES_DIR + sizeof(ENGINE_DIR));
}

static bool is_stranger(int folder, const char *name)
{
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW))
		return false;
	if (S_ISDIR(st.st_mode))
		return !is_folder_of_ours(name);
	return !S_ISREG(st.st_mode) || st.st_nlink > 1;
}

unsigned int count_strangers(void)
{
	static const char *const folders[] = { ENGINE_DIR, SEAL_DIR };
	unsigned int count = 0;

	if (!anchor_exists(ENGINE_DIR))
		return 0;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		DIR *folder = opendir(folders[i]);
		struct dirent *entry;

		while (folder && (entry = readdir(folder)))
			count += is_stranger(dirfd(folder), entry->d_name);
		if (folder)
			closedir(folder);
	}
	return count;
}
