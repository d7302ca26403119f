/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_POLICY_PROGRAMS_H
#define HOLDFAST_POLICY_PROGRAMS_H

#include "policy/policy.h"

/*
 * Says of each exception what it gives away, and of its program, where that is there, what makes
 * the exception worth less than it looks. Returns -1 where one can never be used: a script's.
 */
int check_programs(const struct policy *policy);

#endif
