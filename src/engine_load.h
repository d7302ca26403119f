/* SPDX-License-Identifier: GPL-2.0 */
/* Bringing the BPF engine into the kernel: all of it, or nothing. */
#ifndef HOLDFAST_ENGINE_LOAD_H
#define HOLDFAST_ENGINE_LOAD_H

#include "engine.h"
#include "exceptions.h"
#include "levels.h"

/* An engine that this process holds. It ends with the process unless engine_anchor() is called. */
struct loaded_engine;

/*
 * Loads the engine at @level and attaches it: it enforces from here on, but for what @rules and
 * @exceptions say. @exceptions: NULL where there are none and never will be. @native is the level of the kernel's own lockdown. Returns NULL, having said why
 * on stderr and left nothing behind.
 */
struct loaded_engine *engine_load(enum hf_level level, const struct hf_policy *rules,
				  const struct exceptions *exceptions, enum hf_level native);

/* A view of it, for prove_engine(); the descriptor in it stays the engine's. 0, or -errno. */
int engine_view(const struct loaded_engine *engine, struct engine *view);

/*
 * Anchors it in the kernel, in one step: killed before, nothing is left; behind it, all of it
 * stays. Returns 0, or -1, having said why.
 */
int engine_anchor(struct loaded_engine *engine);

/* Lets go of what this process holds: of an engine that is not anchored, everything. */
void engine_release(struct loaded_engine *engine);

/* Takes back engine_anchor(), for a lock that failed later. */
void engine_unanchor(void);

#endif
