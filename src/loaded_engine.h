/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_LOADED_ENGINE_H
#define HOLDFAST_LOADED_ENGINE_H

#include "engine.skel.h"

/* An engine that this process holds; see engine_load.h. */
struct loaded_engine {
	struct engine_bpf *skel;
};

#endif
