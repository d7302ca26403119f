/* SPDX-License-Identifier: GPL-2.0 */
/* The entries that an engine's maps have for a policy. */
#ifndef HOLDFAST_ENGINE_BPF_ENTRIES_H
#define HOLDFAST_ENGINE_BPF_ENTRIES_H

#include "blob.h"
#include "engine_abi.h"

/* The keys of an exception and of a quiet rule, without their generation. */
struct hf_exception_key exception_key(const struct hf_blob *blob, unsigned int which);
struct hf_quiet_key quiet_key(const struct hf_blob *blob, unsigned int which);

/*
 * What the engine keeps for an exception of @blob: its paths are numbers there. @add: names that have
 * none are given one. Returns 0 or -errno: -ENOENT: a path has none; -E2BIG: there is no room for more.
 */
int fill_exception(int program, const struct hf_blob *blob, unsigned int which, bool add,
		   struct hf_exception *exception);

/* Why an engine with this policy needs guards, of enum guard_needs. */
unsigned int policy_needs(const struct hf_blob *blob);

/* The room that an engine needs for as many exceptions, and for as many quiet rules. */
unsigned int policy_room(size_t count);
unsigned int quiet_room(size_t count);

#endif
