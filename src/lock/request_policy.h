/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_LOCK_REQUEST_POLICY_H
#define HOLDFAST_LOCK_REQUEST_POLICY_H

#include "lock/lock.h"

/* The level that @policy asks for on this machine, as its firmware is set up. */
enum hf_level policy_level(const struct policy *policy);

/*
 * Has @request ask the engine that there is, or will be, for what @policy says. Returns 0, or -1 after
 * saying on stderr why that cannot be: see compile_policy(). Free with free_request().
 */
int request_policy(const struct policy *policy, struct lock_request *request);

#endif
