/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Telling an engine which programs, maps and links are its own, before anybody else can reach it: entries of
 * its map `objects`, which is frozen then, so that nobody says more, or otherwise.
 */
#ifndef HOLDFAST_ENGINE_BPF_OWN_OBJECTS_H
#define HOLDFAST_ENGINE_BPF_OWN_OBJECTS_H

#include "engine/bpf/loaded.h"

/* Before it is attached. Returns 0, or -errno: -ERANGE where one was not guarded from the beginning. */
int own_add_programs_and_maps(struct engine_bpf *skel, const struct load_request *request);

/* Once it is attached; the last that there is to tell. Likewise. */
int own_add_links(struct engine_bpf *skel, const struct load_request *request);

#endif
