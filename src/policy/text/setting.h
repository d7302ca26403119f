/* SPDX-License-Identifier: GPL-2.0 */
/* A line of a policy, and what its sections are called. */
#ifndef HOLDFAST_POLICY_TEXT_SETTING_H
#define HOLDFAST_POLICY_TEXT_SETTING_H

#include <stddef.h>

#include "policy/text/problem.h"

#define EXCEPTION_SECTION "Exception "
#define QUIET_SECTION	  "Quiet "
/* A name is a word for people, and stands in tables. */
#define NAME_MAX_LEN 64U

struct setting {
	char *section;
	char *key;	       /* NULL: here the section begins */
	char *value;	       /* "" where it is empty: filled in by the library */
	struct place at;       /* of the key, or of the section's bracket */
	unsigned int value_at; /* the column of its value */
	size_t plain_at;       /* of a section: where it begins in the plain text */
};

#endif
