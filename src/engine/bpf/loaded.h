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
	bool seal; /* it has the seal's guards, and is anchored sealed or not at all */
};

/* Opens and loads what @request asks for; attaches nothing. 0 or -errno: *@skel is to be destroyed anyway. */
int load_skeleton(struct engine_bpf **skel, const struct load_request *request);

/* Before it is loaded: what of the object this kernel and this request get. */
void select_programs(struct engine_bpf *skel, const struct load_request *request);

/* The program of a guard of the bill; it stays the engine's. */
struct bpf_program *find_guard(const struct engine_bpf *skel, unsigned int guard);

/* Which guards are attached with it, by a link, where these are the needs. */
guard_set guards_to_attach(const struct engine_bpf *skel, unsigned int needs);

/* Before it is attached: these guards are, and no others. */
void select_guards(struct engine_bpf *skel, guard_set set);

/* The link of a program that is attached, or NULL. It stays the engine's. */
const struct bpf_link *find_link(const struct engine_bpf *skel, const char *program);

#endif
