/* SPDX-License-Identifier: GPL-2.0 */
/* What an engine begins with. */
#ifndef HOLDFAST_ENGINE_BPF_STATE_H
#define HOLDFAST_ENGINE_BPF_STATE_H

#include "decide.h"
#include "engine/bpf/loaded.h"

/*
 * Gives the maps their first content and freezes them: from here on only the engine's own
 * programs write them, whoever has a descriptor. @has_drivers: some were noted; @at_start: filled in: the guards
 * that are attached with the engine. Returns 0 or -errno.
 */
int engine_set_state(struct engine_bpf *skel, const struct load_request *request, bool has_drivers,
		     guard_set *at_start);

#endif
