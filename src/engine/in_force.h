/* SPDX-License-Identifier: GPL-2.0 */
/* The exceptions and quiet rules in force, of either engine, for a comparison with a policy. */
#ifndef HOLDFAST_ENGINE_IN_FORCE_H
#define HOLDFAST_ENGINE_IN_FORCE_H

#include "engine/policy.h"

struct in_force {
	int program; /* of an engine in BPF, that has them; below 0: there can be none */
	int list;    /* and that lists them */
	struct builtin_policy builtin; /* of the engine that is built in; no bytes: it is none */
};

/* How an exception of a policy differs from those in force. */
enum in_force_change { IN_FORCE_SAME, IN_FORCE_NEW, IN_FORCE_NARROWED, IN_FORCE_WIDER };

/* Reads or opens them. Returns 0, or -1 after saying why not. Close with in_force_close(). */
int in_force_open(struct in_force *in_force);
void in_force_close(struct in_force *in_force);

/* Compares one of @policy's, which is an exception's or a list's. */
enum in_force_change in_force_compare(const struct in_force *in_force,
				      const struct engine_policy *policy,
				      const struct compiled_exception *one);

bool in_force_is_quiet(const struct in_force *in_force, const struct compiled_quiet *one);

/*
 * The keys of all of them, to be freed; those of programs and libraries are among them. Returns 0 or
 * -errno.
 */
int in_force_list(const struct in_force *in_force, struct hf_exception_key **keys, size_t *count);
int in_force_list_quiet(const struct in_force *in_force, struct hf_quiet_key **keys, size_t *count);

#endif
