/* SPDX-License-Identifier: GPL-2.0 */
/* Locking: load, attach, prove, anchor; in this order, and all of it or nothing. */
#ifndef HOLDFAST_LOCK_LOCK_H
#define HOLDFAST_LOCK_LOCK_H

#include <stdbool.h>

#include "engine/policy.h"
#include "engine/prove.h"
#include "levels.h"
#include "residue/tally.h"

struct lock_request {
	enum hf_level level;
	enum native_wish wish;
	struct audit_wish audit;
	bool for_policy; /* one with exceptions may come later */
	/* Of a policy, which replaces the one in force; without it, that one stays. */
	bool has_policy;
	struct compiled_policy policy;
	bool require_clean;
	bool seal;
	bool json;
};

/* What there is before, and what becomes of it. Zeroed by the caller. */
struct lock_outcome {
	enum hf_engine engine;	 /* that enforces */
	struct engine_rules now; /* its level and rules */
	bool has_native;
	enum hf_level native;
	struct residue_tally residue;
	struct proof proof;
	struct proof seal_proof;
};

/* Frees what a policy has put into it: request_policy(). */
void free_request(struct lock_request *request);

/*
 * Loads an engine, or raises the one that runs, as root and in turn (take_turn()). Returns 0, or -1
 * after telling on stderr what failed and what of it stays.
 */
int lock_kernel(const struct lock_request *request, struct lock_outcome *out);

/* The same from anywhere: sees to the user, the mount namespace and the turn. */
int lock_in_turn(const struct lock_request *request, struct lock_outcome *out);

#endif
