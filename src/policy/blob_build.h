/* SPDX-License-Identifier: GPL-2.0 */
/* A policy compiled for the built-in LSM: core/blob.h. */
#ifndef HOLDFAST_POLICY_BLOB_BUILD_H
#define HOLDFAST_POLICY_BLOB_BUILD_H

#include <stddef.h>

#include "policy/exceptions.h"
#include "policy/policy.h"

/*
 * Compiles @policy, whose @exceptions were, into *@bytes, to be freed, of *@size. Its level is not in it, which is raised apart.
 * Returns 0, or -1 after saying on stderr why it is not possible.
 */
int compile_policy(const struct policy *policy, const struct exceptions *exceptions,
		   unsigned long long version, unsigned char **bytes, size_t *size);

#endif
