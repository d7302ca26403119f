/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_LOADED_ENGINE_H
#define HOLDFAST_LOADED_ENGINE_H

#include "engine.skel.h"
#include "engine_load.h"

/* An engine that this process holds; see engine_load.h. */
struct loaded_engine {
	struct engine_bpf *skel;
	const struct loading_guard *guard;
	bool hide; /* its anchor is to be hidden */
	bool seal; /* it has the seal's guards, and is anchored sealed or not at all */
};

/* Before it is loaded: what of the object this kernel and this request get. */
void select_programs(struct engine_bpf *skel, const struct load_request *request);

/*
 * Before it is attached: which guards are. @guards: of enum hf_guard, those that are in any case;
 * @has_drivers: some that they are for are there.
 */
void select_guards(struct engine_bpf *skel, const struct load_request *request, unsigned int guards,
		   bool has_drivers);

/* The link of a program that is attached, or NULL. It stays the engine's. */
const struct bpf_link *find_link(const struct engine_bpf *skel, const char *program);

#endif
