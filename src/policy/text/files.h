/* SPDX-License-Identifier: GPL-2.0 */
/* Which files make up a policy, and their text. */
#ifndef HOLDFAST_POLICY_TEXT_FILES_H
#define HOLDFAST_POLICY_TEXT_FILES_H

#include <stdbool.h>
#include <sys/stat.h>

#include "policy/text/places.h"

/*
 * Finds those below @root that are read, in their order; see policy_read(). With @own they have to
 * be root's alone. Returns -1 where there are problems, or no file; they were reported.
 */
int find_policy_files(const char *root, bool own, struct policy_files *files);

/* Adds a file to the list; all of them before any text is read: the list may move. */
struct policy_file *add_policy_file(struct policy_files *files, const char *path);

/* The whole text, with a NUL after it; NULL after reporting why not. free() it. */
char *read_policy_file(struct policy_file *file, size_t *size);

#endif
