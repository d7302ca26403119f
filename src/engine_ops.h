/* SPDX-License-Identifier: GPL-2.0 */
/* What engines do differently; engine.c asks the one that there is. Their comments are in engine.h. */
#ifndef HOLDFAST_ENGINE_OPS_H
#define HOLDFAST_ENGINE_OPS_H

#include "engine.h"

/* What is NULL is not needed: part of the kernel, an engine is there as a whole. */
struct engine_ops {
	enum hf_engine kind;
	enum engine_presence (*open)(struct engine *engine);
	int (*read)(struct engine *engine);
	int (*control)(const struct hf_control *control);
	int (*open_events)(void);
	bool (*is_enforcing)(void);
	bool (*is_whole)(void);
	bool (*is_guarded)(const struct hf_state *state);
	int (*attach_integrity)(void);
	int (*attach_confidentiality)(void);
};

extern const struct engine_ops bpf_engine, builtin_engine;

/* Whether a program on bpf(2) refuses the call that means nothing but this: see HF_WITNESS_REPEAT. */
bool program_answers(unsigned int repeat);

/* Of bpf_engine, in engine_guards.c. */
bool bpf_is_whole(void);
bool bpf_is_guarded(const struct hf_state *state);
int bpf_attach_integrity(void);
int bpf_attach_confidentiality(void);

#endif
