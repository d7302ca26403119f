/* SPDX-License-Identifier: GPL-2.0 */
/* The part of a lock that is policy: what is audited or allowed, exceptions, lists, quiet rules. */
#ifndef HOLDFAST_LOCK_POLICY_H
#define HOLDFAST_LOCK_POLICY_H

#include "lock/lock.h"

/* Of what was found in force: the reasons that are audited, or that a raise may still have audited. */
hf_reason_set auditable_reasons(const struct lock_outcome *out);

/* What can be told to be refused before anything is changed. Returns 0, or -1 after saying what. */
int check_rules(const struct lock_request *request, const struct lock_outcome *out);

/*
 * Has the engine take the request's policy; without one, it audits what is asked for, and goes on with the
 * rest. All of it or nothing. Returns 0, or -1 after saying what is wrong.
 */
int change_rules(const struct lock_request *request, struct lock_outcome *out);

/* Takes that back, as far as the engine can, for a raise that failed behind it. */
void take_back_rules(struct lock_outcome *out);

/* The same of the one that is built in: lock_builtin.c. */
int change_builtin_rules(const struct lock_request *request, struct lock_outcome *out);
void take_back_builtin_rules(struct lock_outcome *out);

#endif
