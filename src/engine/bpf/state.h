/* SPDX-License-Identifier: GPL-2.0 */
/* The state that an engine begins with. */
#ifndef HOLDFAST_ENGINE_BPF_STATE_H
#define HOLDFAST_ENGINE_BPF_STATE_H

#include "decide.h"
#include "engine/bpf/loaded.h"

/*
 * Fills the maps and freezes them: from here on only the engine's own programs can write them, even if others have a
 * descriptor. @has_drivers: drivers were noted; @at_start: returns the guards to attach with the engine. Returns 0 or
 * -errno.
 */
int engine_set_state(struct engine_bpf *skel, const struct load_request *request, bool has_drivers,
		     guard_set *at_start);

#endif
