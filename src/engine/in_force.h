/* SPDX-License-Identifier: GPL-2.0 */
/* The exceptions and quiet rules in force, of either engine, for a comparison with a policy. */
#ifndef HOLDFAST_ENGINE_IN_FORCE_H
#define HOLDFAST_ENGINE_IN_FORCE_H

#include "engine/policy.h"

struct in_force {
	/* Their keys, without those of programs and libraries; in no order, and without their generation. */
	struct hf_exception_key *exceptions;
	size_t count;
	struct hf_quiet_key *quiet;
	size_t quiet_count;
	int program; /* of an engine in BPF, that has them; below 0: there can be none */
	struct compiled_policy builtin; /* of the engine that is built in; no bytes: it is none */
};

/* How an exception of a policy differs from those in force. */
enum in_force_change { IN_FORCE_SAME, IN_FORCE_NEW, IN_FORCE_NARROWED, IN_FORCE_WIDER };

/*
 * Reads them. The policy must not change meanwhile: see take_turn(). Returns 0, or -1 after saying why not. Close with
 * in_force_close().
 */
int in_force_open(struct in_force *in_force);
void in_force_close(struct in_force *in_force);

/* Compares one of @blob's, which is an exception's or a list's. */
enum in_force_change in_force_compare(const struct in_force *in_force, const struct hf_blob *blob,
				      unsigned int which);

bool in_force_is_quiet(const struct in_force *in_force, unsigned int reason,
		       const struct hf_blob_text *path);

/* The path of a quiet rule's key, which has no NUL at its end. */
struct hf_blob_text quiet_path(const struct hf_quiet_key *key);

#endif
