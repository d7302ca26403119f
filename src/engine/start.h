/* SPDX-License-Identifier: GPL-2.0 */
/* Starting a BPF engine: load, attach, prove, anchor, seal; all of these, or nothing. */
#ifndef HOLDFAST_ENGINE_START_H
#define HOLDFAST_ENGINE_START_H

#include <stdbool.h>

#include "blob.h"
#include "engine/prove.h"
#include "levels.h"

struct start_request {
	enum hf_level level;
	enum hf_level native; /* of the kernel's own lockdown */
	const struct hf_policy *rules;
	const struct hf_blob *policy; /* its exceptions; NULL: there are none and never will be */
	bool seal;
};

/* An engine that has just been started. The guard of its load still runs. */
struct started_engine;

/*
 * engine_start - start an engine
 * @proof:	the operations that were tried afterwards, and refused
 * @seal_proof:	the same for the seal, if one was asked for
 *
 * First it looks for programs of others that could undo the lock. Returns NULL on failure, after saying on stderr why,
 * and what could not be taken back, if anything. After success call engine_finish_start().
 */
struct started_engine *engine_start(const struct start_request *request, struct proof *proof,
				    struct proof *seal_proof);

/*
 * engine_finish_start - close this process's descriptors of the engine
 * @err: not 0: a later step of the lock has failed, and the engine is removed if that is possible
 *
 * Returns @err, or -1 after saying that another process holds a map of a sealed engine.
 */
int engine_finish_start(struct started_engine *started, int err);

/*
 * engine_stays_hidden - whether an engine enforces whose anchor cannot be seen
 *
 * An engine whose anchor was unmounted, or whose `lock` was killed, ends within moments: this waits for that.
 */
bool engine_stays_hidden(void);

/*
 * check_programs_of_others - look for BPF programs that modify a security hook's return value
 * @level: the level to come; at none the check is left out
 *
 * An engine at none that is not sealed allows such programs. Returns 0, or -1 after naming on stderr each program, or
 * the thing that could not be read.
 */
int check_programs_of_others(enum hf_level level);

#endif
