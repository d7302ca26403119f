/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Telling an engine which programs, maps and links are its own, before anybody else can reach it. They are entries of
 * its map `objects`, which is frozen afterwards, so that nobody can add or change one.
 */
#ifndef HOLDFAST_ENGINE_BPF_OWN_OBJECTS_H
#define HOLDFAST_ENGINE_BPF_OWN_OBJECTS_H

#include "engine/bpf/loaded.h"

/* Call it before the engine is attached. Returns 0, or -errno: -ERANGE: an object is older than the guard. */
int own_add_programs_and_maps(struct engine_bpf *skel, const struct load_request *request);

/* Call it once the engine is attached, as the last. Returns the same. */
int own_add_links(struct engine_bpf *skel, const struct load_request *request);

#endif
