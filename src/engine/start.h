/* SPDX-License-Identifier: GPL-2.0 */
/* Starting an engine in BPF where none is: load, attach, prove, anchor, seal; all of it, or nothing. */
#ifndef HOLDFAST_ENGINE_START_H
#define HOLDFAST_ENGINE_START_H

#include <stdbool.h>

#include "engine/prove.h"
#include "levels.h"
#include "policy/exceptions.h"

struct start_request {
	enum hf_level level;
	enum hf_level native; /* of the kernel's own lockdown */
	const struct hf_policy *rules;
	const struct exceptions *exceptions; /* NULL where there are none and never will be */
	bool seal;
};

/* An engine that has just been started, and that is guarded as while it was loaded. */
struct started_engine;

/*
 * engine_start - start an engine
 * @proof:	what was tried then, and refused
 * @seal_proof:	the same of the seal, where it was asked for
 *
 * First it looks for programs of others that would undo the lock. Returns NULL, having said why on stderr and taken
 * everything back; or having said what stays. Else engine_finish_start() has to follow.
 */
struct started_engine *engine_start(const struct start_request *request, struct proof *proof,
				    struct proof *seal_proof);

/*
 * engine_finish_start - let go of what this process holds
 * @err: not 0: what was to follow has failed, so that the engine is taken back, where that is possible
 *
 * Returns @err, or -1 where a sealed engine's maps are not its own alone, having said so.
 */
int engine_finish_start(struct started_engine *started, int err);

/*
 * engine_stays_hidden - whether an engine enforces whose anchor is not to be seen
 *
 * One whose anchor was unmounted, or whose `lock` was killed, is gone within moments: this waits for that.
 */
bool engine_stays_hidden(void);

/*
 * check_programs_of_others - look for BPF programs that modify what a security hook returns
 * @level: the level to come; at none nothing is looked for
 *
 * At none, and not sealed, an engine lets them in. Returns 0, or -1, having named each program on stderr, or what
 * could not be read.
 */
int check_programs_of_others(enum hf_level level);

#endif
