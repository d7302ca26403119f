/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_BPF_LOADED_H
#define HOLDFAST_ENGINE_BPF_LOADED_H

#include "engine.skel.h"
#include "engine/bpf/load.h"

/* An engine that this process holds; see engine_load.h. */
struct loaded_engine {
	struct engine_bpf *skel;
	const struct loading_guard *guard;
	bool hide; /* its anchor is to be hidden */
	bool seal; /* it has the seal's guards, and must not be anchored without being sealed */
};

/* Opens and loads what @request asks for; attaches nothing. Returns 0 or -errno; destroy *@skel in both cases. */
int load_skeleton(struct engine_bpf **skel, const struct load_request *request);

/* Chooses, before the load, the programs and maps for this kernel and this request. Returns 0, or as place_drivers(). */
int select_programs(struct engine_bpf *skel, const struct load_request *request);

/* The program of a guard; the engine owns it. */
struct bpf_program *find_guard(const struct engine_bpf *skel, unsigned int guard);

/* The guards that are attached by a link with the engine for these needs. */
guard_set guards_to_attach(const struct engine_bpf *skel, unsigned int needs);

/* Chooses, before the engine is attached, exactly these guards. */
void select_guards(struct engine_bpf *skel, guard_set set);

/* The link of an attached program, or NULL. The engine owns it. */
const struct bpf_link *find_link(const struct engine_bpf *skel, const char *program);

#endif
