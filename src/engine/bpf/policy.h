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

/* Whether @found, which is in force for the same key, gives all that the exception of @blob gives. */
bool is_within(int program, const struct hf_blob *blob, unsigned int which,
	       const struct hf_exception *found);

/* Whether @old, which is in force, is @blob's, and so are its exceptions and quiet rules, and no others. */
bool policy_is_in_force(int program, const struct hf_policy *old, const struct hf_blob *blob);

#endif
