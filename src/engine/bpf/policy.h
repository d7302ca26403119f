/* SPDX-License-Identifier: GPL-2.0 */
/* Giving an engine its policy: all of it at once, or none of it. */
#ifndef HOLDFAST_ENGINE_BPF_POLICY_H
#define HOLDFAST_ENGINE_BPF_POLICY_H

#include "policy/exceptions.h"

/*
 * Puts @rules and @exceptions in the place of what is in force. @program: a descriptor of the
 * engine's policy program. Returns 0 or -errno: -EPERM: sealed; -E2BIG: the engine was loaded with
 * room for fewer exceptions, or names of their paths; -EOPNOTSUPP: this kernel cannot mark processes.
 */
int replace_policy(int program, const struct hf_policy *rules, const struct exceptions *exceptions);

/*
 * Has what is in force become @exceptions, of an engine that may be sealed: the others go, and these are
 * no wider than they were. Returns 0, -EPERM where one of them is not in force, or would be wider,
 * and then nothing was changed, or another -errno.
 */
int narrow_policy(int program, const struct exceptions *exceptions);

/* What is in force for a key. Returns 0, or -errno: -ENOENT: nothing. */
int find_in_force(int program, const struct hf_exception_key *key, struct hf_exception *exception);

/* Whether @old, which is in force, is @new, and its exceptions are @exceptions and no others. */
bool policy_is_in_force(int program, const struct hf_policy *old, const struct hf_policy *new,
			const struct exceptions *exceptions);

/* The room that an engine needs for as many quiet rules, likewise. */
unsigned int quiet_room(size_t count);

/* The same for each of @rules: @op is one of quiet rules. */
int run_on_quiet(int program, enum hf_policy_op op, unsigned int count,
		 const struct quiet_rules *rules);

/* The room that an engine needs for as many exceptions, twice: for those in force and the next. */
unsigned int policy_room(size_t count);

#endif
