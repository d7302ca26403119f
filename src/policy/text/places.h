/* SPDX-License-Identifier: GPL-2.0 */
/* The files that a policy was read from, and where in them each of its values is. */
#ifndef HOLDFAST_POLICY_TEXT_PLACES_H
#define HOLDFAST_POLICY_TEXT_PLACES_H

#include <stdbool.h>

#include "base/index.h"
#include "policy/policy.h"
#include "policy/text/problem.h"

struct origin {
	char *section;
	char *key;
	struct place value;
	bool wrong; /* it could not be understood, and was reported */
};

struct policy_files {
	struct policy_file *list;
	size_t count;
	struct origin *origins;
	size_t origin_count;
	struct index places;	 /* of the origins, by section and key */
	struct index exceptions; /* by name */
	struct index quiet;	 /* likewise */
};

/* Where it was set to something; NULL: nowhere, it has its default. */
struct origin *find_origin(const struct policy *policy, const char *section, const char *key);

/* The same of a key of an exception. */
struct origin *find_exception_origin(const struct policy *policy,
				     const struct policy_exception *exception, const char *key);

/* The same of a key of a quiet rule. */
struct origin *find_quiet_origin(const struct policy *policy, const struct policy_quiet *quiet,
				 const char *key);

/* Notes that it is set at @value now, or is its default again where @value is NULL. */
struct origin *note_origin(struct policy *policy, const char *section, const char *key,
			   const struct place *value);

unsigned int count_problems(const struct policy *policy);

void free_files(struct policy_files *files);

#endif
