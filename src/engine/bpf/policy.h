/* SPDX-License-Identifier: GPL-2.0 */
/* Giving an engine its policy: all of it at once, or none of it. */
#ifndef HOLDFAST_ENGINE_BPF_POLICY_H
#define HOLDFAST_ENGINE_BPF_POLICY_H

#include "blob.h"
#include "engine_abi.h"

/*
 * Puts @rules and the exceptions and quiet rules of @blob in the place of what is in force. @program: a
 * descriptor of the engine's policy program. Returns 0 or -errno: -EPERM: sealed; -E2BIG: the engine was
 * loaded with room for fewer exceptions, or names of their paths; -EOPNOTSUPP: this kernel cannot mark
 * processes.
 */
int replace_policy(int program, const struct hf_policy *rules, const struct hf_blob *blob);

/*
 * Has what is in force become what @blob has, of an engine that may be sealed: the others go, and these
 * are no wider than they were. Returns 0, -EPERM where one of them is not in force, or would be wider,
 * and then nothing was changed, or another -errno.
 */
int narrow_policy(int program, const struct hf_blob *blob);

/* What is in force for the same key. Returns 0, or -errno: -ENOENT: nothing. */
int find_in_force(int program, const struct hf_blob *blob, unsigned int which,
		  struct hf_exception *exception);

/*
 * What the engine keeps for an exception of @blob: its paths are numbers there. @add: names that have
 * none are given one. Returns 0 or -errno: -ENOENT: a path has none; -E2BIG: there is no room for more.
 */
int fill_exception(int program, const struct hf_blob *blob, unsigned int which, bool add,
		   struct hf_exception *exception);

/* Whether @found, which is in force for the same key, gives all that the exception of @blob gives. */
bool is_within(int program, const struct hf_blob *blob, unsigned int which,
	       const struct hf_exception *found);

/* Whether @old, which is in force, is @blob's, and so are its exceptions and quiet rules, and no others. */
bool policy_is_in_force(int program, const struct hf_policy *old, const struct hf_blob *blob);

/* The key of a quiet rule, without its generation. */
struct hf_quiet_key quiet_key(const struct hf_blob *blob, unsigned int which);

/* Why an engine with this policy needs guards, of enum guard_needs. */
unsigned int policy_needs(const struct hf_blob *blob);

/* The room that an engine needs for as many exceptions, and for as many quiet rules. */
unsigned int policy_room(size_t count);
unsigned int quiet_room(size_t count);

#endif
