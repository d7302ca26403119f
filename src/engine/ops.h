/* SPDX-License-Identifier: GPL-2.0 */
/* What engines do differently; engine.c asks the one that there is. Their comments are in engine.h. */
#ifndef HOLDFAST_ENGINE_OPS_H
#define HOLDFAST_ENGINE_OPS_H

#include "engine/engine.h"

/* What is NULL is not needed: part of the kernel, an engine is there as a whole. */
struct engine_ops {
	enum hf_engine kind;
	enum engine_presence (*open)(struct engine *engine);
	int (*read)(struct engine *engine);
	int (*control)(const struct hf_control *control);
	int (*open_events)(void);
	bool (*is_enforcing)(void);
	void (*look_at_guards)(const struct hf_state *state, guard_set set,
			       struct guards_seen *seen);
	int (*attach_guards)(unsigned int needs);
};

extern const struct engine_ops bpf_engine, builtin_engine;

/* Whether a program on bpf(2) refuses the call that means nothing but this: see HF_WITNESS_REPEAT. */
bool program_answers(unsigned int repeat);

/* Of bpf_engine, in guards_seen.c and engine_guards.c. */
void bpf_look_at_guards(const struct hf_state *state, guard_set set, struct guards_seen *seen);
int bpf_attach_guards(unsigned int needs);

/*
 * Whether @name in @folder is called as @pin, or as a later one of that name, and is a link of @program. Who may not
 * open it is told by the name alone.
 */
bool is_pin_of_link(const char *folder, const char *name, const char *pin, unsigned int program);

#endif
