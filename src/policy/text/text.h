/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The text of one file of a policy, before it is given to the library that reads it.
 *
 * libeconf lets through what a policy must not have: it ends at a NUL byte, cuts a line at 8 KiB in
 * two, and a value at any '#'; appends a line without '=' to the value before it, and a line of
 * blanks too; ignores a line without a key, keeps the first of two keys of one name, and forgets a
 * section that has none; and it knows no columns. So all of this is looked at here.
 */
#ifndef HOLDFAST_POLICY_TEXT_TEXT_H
#define HOLDFAST_POLICY_TEXT_TEXT_H

#include <stddef.h>

#include "policy/text/setting.h"

/* Ten thousand exceptions, some ten times over. */
#define POLICY_FILE_MAX (16UL * 1024UL * 1024UL)
/* The library's buffer is BUFSIZ, 8192: what is longer would be two lines for it. */
#define POLICY_LINE_MAX 8000U

struct settings {
	struct setting *list;
	size_t count;
	char *plain; /* the text, line by line, without comments and blanks around */
};

/* Problems are counted in @file. Free with free_settings(), whatever was wrong. */
void scan_policy(struct policy_file *file, const char *text, size_t size,
		 struct settings *settings);

void free_settings(struct settings *settings);

#endif
