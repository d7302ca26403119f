// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/anchor/anchor.h"
#include "engine/ops.h"
#include "engine/strangers.h"

static bool is_one_of(const char *name, const char *const names[])
{
	for (; *names; names++)
		if (!strcmp(name, *names))
			return true;
	return false;
}

/* After `lock --seal` the pins are in SEAL_DIR, and ENGINE_DIR has a symbolic link to each. */
static bool has_links(void)
{
	struct stat st;

	return !lstat(ENGINE_DIR "/report", &st) && S_ISLNK(st.st_mode);
}

/* Whether it is the pin of a program, by its name: the seal refuses to have it opened. */
static bool is_program(const struct hf_state *state, const char *name)
{
	static const char *const always[] = { "control", "report", "record", "calls", NULL };
	static const char *const of_policy[] = { "policy", "list", NULL };

	if (is_one_of(name, always))
		return true;
	if (state->programs[HF_GUARD_EXEC] && is_one_of(name, of_policy))
		return true;
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (state->programs[i] && !strcmp(name, guards[i].program))
			return guards[i].needed_for & NEEDS_SEAL ||
			       !(state->at_start & GUARD_BIT(i));
	return false;
}

static bool is_link(const struct hf_state *state, const char *folder, const char *name)
{
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (state->programs[i] && *guards[i].pin &&
		    is_pin_of_link(folder, name, guards[i].pin, state->programs[i]))
			return true;
	return false;
}

static bool is_own_folder(const char *folder, const char *name)
{
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return true;
	return !strcmp(folder, ENGINE_DIR) &&
	       (!strcmp(name, SEAL_DIR + sizeof(ENGINE_DIR)) ||
		(has_links() && !strcmp(name, HANDLES_DIR + sizeof(ENGINE_DIR))));
}

static bool is_own_symlink(const char *folder, const char *name)
{
	char to[PATH_MAX] = "", path[PATH_MAX], pin[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	snprintf(pin, sizeof(pin), SEAL_DIR "/%s", name);
	return !strcmp(folder, ENGINE_DIR) && readlink(path, to, sizeof(to) - 1) > 0 &&
	       !strcmp(to, pin) && !access(pin, F_OK);
}

static bool is_own_pin(const struct hf_state *state, const char *folder, const char *name)
{
	static const char *const handles[] = { "report", "control", "record", NULL };

	if (!strcmp(folder, HANDLES_DIR))
		return is_one_of(name, handles);
	if (!strcmp(folder, has_links() ? SEAL_DIR : ENGINE_DIR) && is_program(state, name))
		return true;
	return is_link(state, folder, name);
}

static bool is_stranger(const struct hf_state *state, const char *folder, const char *name)
{
	char path[PATH_MAX];
	struct stat st;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (lstat(path, &st))
		return false;
	if (S_ISDIR(st.st_mode))
		return !is_own_folder(folder, name);
	if (S_ISLNK(st.st_mode))
		return !is_own_symlink(folder, name);
	return !S_ISREG(st.st_mode) || st.st_nlink > 1 || !is_own_pin(state, folder, name);
}

unsigned int count_strangers(const struct hf_state *state)
{
	static const char *const folders[] = { ENGINE_DIR, SEAL_DIR, HANDLES_DIR };
	unsigned int count = 0;

	if (!anchor_exists(ENGINE_DIR))
		return 0;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		DIR *folder = opendir(folders[i]);
		struct dirent *entry;

		while (folder && (entry = readdir(folder)))
			count += is_stranger(state, folders[i], entry->d_name);
		if (folder)
			closedir(folder);
	}
	return count;
}
