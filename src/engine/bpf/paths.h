/* SPDX-License-Identifier: GPL-2.0 */
/* The numbers that an engine has for the paths of exceptions from debugfs and tracefs. */
#ifndef HOLDFAST_ENGINE_BPF_PATHS_H
#define HOLDFAST_ENGINE_BPF_PATHS_H

#include "blob.h"

/*
 * Finds the number of a path that an exception from @reason is narrowed to. @add: names that have none are given one.
 * Returns 0 or -errno: -ENOENT: the path has none; -E2BIG: there is no room for more.
 */
int number_path(int program, unsigned int reason, const struct hf_blob_text *path, bool add,
		unsigned int *number);

/* Whether the path is covered by @wide, which is in force. */
bool path_is_within(int program, unsigned int reason, const struct hf_blob_text *path,
		    const struct hf_exception *wide);

/* How many names the paths have. */
size_t count_names(const struct hf_blob *blob);

#endif
