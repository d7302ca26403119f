/* SPDX-License-Identifier: GPL-2.0 */
/* A policy beside what runs. */
#ifndef HOLDFAST_LOCK_DIFF_H
#define HOLDFAST_LOCK_DIFF_H

#include "policy/policy.h"

/*
 * Prints what @policy would make tighter, or looser, than the running engine's. Returns 0, or -1 after
 * saying on stderr why they cannot be compared.
 */
int print_policy_diff(const struct policy *policy);

#endif
