/* SPDX-License-Identifier: GPL-2.0 */
/* Paths of files that an exception from debugfs or tracefs is narrowed to. */
#ifndef HOLDFAST_POLICY_TEXT_PATHS_H
#define HOLDFAST_POLICY_TEXT_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "levels.h"

/*
 * The part of a path that is within its file system, from the slash on, wherever that is mounted;
 * NULL where it is in neither. "" is the root. @tracefs: which of the two.
 */
const char *path_within(const char *path, bool *tracefs);

/* NULL, or what is wrong with a path, and what would be valid. */
const char *check_narrow_path(const char *path);

/* Whether a path that is right is one that @reason is about. */
bool path_is_for(const char *path, unsigned int reason);

/* Whether @asked is @path, or below it: both of one reason. */
bool path_covers(const char *path, const char *asked);

void free_paths(char **paths, size_t count);

#endif
