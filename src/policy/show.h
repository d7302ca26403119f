/* SPDX-License-Identifier: GPL-2.0 */
/* A policy, merged, for people and programs. */
#ifndef HOLDFAST_POLICY_SHOW_H
#define HOLDFAST_POLICY_SHOW_H

#include <jansson.h>

#include "policy/policy.h"

/* The last line of what print_policy() prints: a policy in an image is whole where it has it. */
#define POLICY_END "# The policy ends here."

/* As the file that says the same: above each line a comment with where it comes from. */
void print_policy(const struct policy *policy);

json_t *build_policy_json(const struct policy *policy);

#endif
