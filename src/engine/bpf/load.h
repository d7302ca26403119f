/* SPDX-License-Identifier: GPL-2.0 */
/* Bringing the BPF engine into the kernel: all of it, or nothing. */
#ifndef HOLDFAST_ENGINE_BPF_LOAD_H
#define HOLDFAST_ENGINE_BPF_LOAD_H

#include "blob.h"
#include "engine/engine.h"
#include "engine/prove.h"
#include "levels.h"

/* An engine that this process holds. It ends with the process unless engine_anchor() is called. */
struct loaded_engine;
struct loading_guard;

struct load_request {
	enum hf_level level;
	enum hf_level native; /* of the kernel's own lockdown */
	const struct hf_policy *rules;
	const struct hf_blob *policy; /* its exceptions; NULL: there are none and never will be */
	bool hide;		      /* the anchor: see hidden_anchor_is_possible() */
	bool seal;		      /* with the guards of the seal attached */
	const struct loading_guard *guard; /* from before the load to after it is anchored */
};

/*
 * Loads the engine and attaches it: it enforces from here on, but for what its rules and exceptions
 * say. Returns NULL, having said why on stderr and left nothing behind.
 */
struct loaded_engine *engine_load(const struct load_request *request);

/* A view of it, for prove_engine(); the descriptor in it stays the engine's. 0, or -errno. */
int engine_view(const struct loaded_engine *engine, struct engine *view);

/*
 * Seals it, for an anchor that is about to be hidden; the handles that stay in sight are guarded by
 * seal_engine(), once the root is switched. @proof: what was tried then, and refused. Returns 0, or
 * -1, having said why.
 */
int seal_loaded_engine(const struct loaded_engine *engine, struct proof *proof);

/*
 * Anchors it in the kernel, in one step: killed before, nothing is left; after it, all of it
 * stays. One that was loaded with the seal is sealed by then: where it can be hidden, it is, or this
 * fails, and in sight that is part of the same step. Returns 0, or -1, having said why.
 */
int engine_anchor(struct loaded_engine *engine);

/* Lets go of what this process holds: of an engine that is not anchored, everything. */
void engine_release(struct loaded_engine *engine);

/* Takes back engine_anchor(), for a lock that failed later. */
void engine_unanchor(void);

#endif
