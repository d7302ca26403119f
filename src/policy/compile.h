/* SPDX-License-Identifier: GPL-2.0 */
/* What `holdfast policy compile` writes. */
#ifndef HOLDFAST_POLICY_COMPILE_H
#define HOLDFAST_POLICY_COMPILE_H

#include <stdbool.h>

#include "policy/policy.h"

/* A decimal number without a sign; false where it is none, or above all versions. */
bool parse_version(const char *text, unsigned long long *version);

/*
 * Compiles @policy and writes it to the file @output, in one write: the kernel's own file takes a
 * policy as a whole. Returns 0, or -1 after saying on stderr what is wrong; a policy that cannot be
 * compiled leaves the file as it is.
 */
int write_compiled_policy(const struct policy *policy, unsigned long long version,
			  const char *output);

#endif
