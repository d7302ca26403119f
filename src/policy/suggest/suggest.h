/* SPDX-License-Identifier: GPL-2.0 */
/* From a record to the narrowest exceptions that cover it. */
#ifndef HOLDFAST_POLICY_SUGGEST_SUGGEST_H
#define HOLDFAST_POLICY_SUGGEST_SUGGEST_H

#include <stdbool.h>
#include <time.h>

#include "policy/suggest/record.h"

struct suggest_options {
	bool since_given;
	time_t since; /* events before it do not count */
	bool denied;  /* what was denied counts too; else only what was audited */
};

/*
 * Prints a drop-in with an exception for each program, to be read before it is used: the same for
 * the same record, whatever its order. Returns an exit status.
 */
int suggest(const struct record *record, const struct suggest_options *options);

#endif
