/* SPDX-License-Identifier: GPL-2.0 */
/* What an engine begins with. */
#ifndef HOLDFAST_ENGINE_STATE_H
#define HOLDFAST_ENGINE_STATE_H

#include "decide.h"
#include "loaded_engine.h"

/*
 * The guards that are attached at once, a bit for each of enum hf_guard. Where the engine cannot read
 * the kernel, it could not see later that they are there: then it is all of them.
 */
unsigned int engine_guards_at_start(const struct engine_bpf *skel, enum hf_level level,
				    const struct hf_policy *rules);

/*
 * Gives the maps their first content and freezes them: from here on only the engine's own
 * programs write them, whoever has a descriptor. Returns 0 or -errno.
 */
int engine_set_state(struct engine_bpf *skel, const struct load_request *request,
		     unsigned int guards);

#endif
