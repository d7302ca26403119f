/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_POLICY_CHECK_H
#define HOLDFAST_POLICY_CHECK_H

#include "policy/policy.h"

/*
 * What can only be seen when all files are merged: exceptions that lack a part, and settings that
 * contradict each other. Problems are counted in the files that they are in.
 */
void check_policy(const struct policy *policy);

#endif
