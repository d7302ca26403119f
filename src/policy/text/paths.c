// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "blob.h"
#include "engine_abi.h"
#include "policy/text/paths.h"
#include "policy/text/values.h"

/* Where both are mounted by custom; the longer one first. */
static const struct {
	const char *root;
	bool tracefs;
} roots[] = {
	{ "/sys/kernel/debug/tracing", true },
	{ "/sys/kernel/debug", false },
	{ "/sys/kernel/tracing", true },
};

const char *path_within(const char *path, bool *tracefs)
{
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		size_t len = strlen(roots[i].root);

		if (strncmp(path, roots[i].root, len) || (path[len] && path[len] != '/'))
			continue;
		*tracefs = roots[i].tracefs;
		return path + len;
	}
	return NULL;
}

const char *check_narrow_path(const char *path)
{
	const char *within;
	unsigned int names = 0;
	bool tracefs;

	if (!is_plain_path(path))
		return "is no whole path; valid: from the root on, without '//', '.' and '..', and "
		       "no '/' at its end";
	if (strstr(path, ",/"))
		return "has a ',' before a '/'; valid: paths with blanks between";
	within = path_within(path, &tracefs);
	if (!within)
		return "is neither in debugfs nor in tracefs; valid: below /sys/kernel/debug, "
		       "/sys/kernel/tracing or /sys/kernel/debug/tracing";
	if (!*within)
		return tracefs ? "is all of tracefs; valid: a path below it, or no Paths= at all" :
				 "is all of debugfs; valid: a path below it, or no Paths= at all";
	_Static_assert(HF_PATH_NAMES == 16 && HF_FILE_NAME_LEN == 64, "the messages say these");
	while (*within) {
		size_t len = strcspn(++within, "/");

		if (len >= HF_FILE_NAME_LEN)
			return "has a name that is too long; valid: up to 63 bytes for each, so "
			       "take the folder";
		within += len;
		names++;
	}
	return names > HF_PATH_NAMES ? "is too deep; valid: up to 16 names below the root of its "
				       "file system, so take a folder" :
				       NULL;
}

bool path_is_for(const char *path, unsigned int reason)
{
	bool tracefs;

	return hf_has_paths(reason) && path_within(path, &tracefs) &&
	       tracefs == (reason == HF_REASON_TRACEFS);
}

/* The rest of @path in its file system, as a compiled policy has it. */
static bool take_within(const char *path, bool *tracefs, struct hf_blob_text *within)
{
	const char *rest = path_within(path, tracefs);

	within->text = (const unsigned char *)rest;
	within->len = rest ? (unsigned int)strlen(rest) : 0;
	return rest;
}

bool path_covers(const char *path, const char *asked)
{
	struct hf_blob_text wide, whole;
	bool of_path, of_asked;

	return take_within(path, &of_path, &wide) && take_within(asked, &of_asked, &whole) &&
	       of_path == of_asked && hf_path_covers(&wide, &whole);
}

void free_paths(char **paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	free(paths);
}
