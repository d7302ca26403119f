/* SPDX-License-Identifier: GPL-2.0 */
/* The operations that differ between engines; dispatch.c calls them. Their comments are in engine.h and policy.h. */
#ifndef HOLDFAST_ENGINE_OPS_H
#define HOLDFAST_ENGINE_OPS_H

#include "engine/engine.h"

struct rules_wish;
struct engine_rules;

/* NULL: the engine does not need it. The built-in one, for example, always has all of its guards. */
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
	int (*check_rules)(const struct rules_wish *wish, const struct engine_rules *now);
	int (*change_rules)(const struct rules_wish *wish, struct engine_rules *now);
	void (*take_back_rules)(const struct engine_rules *now);
};

extern const struct engine_ops bpf_engine, builtin_engine;

/* The operations of the engine that runs, or that a lock would start. */
const struct engine_ops *engine_ops(void);

/* Whether a program on bpf(2) refuses the call that only asks for this: see HF_WITNESS_REPEAT. */
bool program_answers(unsigned int repeat);

/* Of bpf_engine, in guards_seen.c, attach.c and rules.c. */
void bpf_look_at_guards(const struct hf_state *state, guard_set set, struct guards_seen *seen);
int bpf_attach_guards(unsigned int needs);
int bpf_check_rules(const struct rules_wish *wish, const struct engine_rules *now);
int bpf_change_rules(const struct rules_wish *wish, struct engine_rules *now);

/* Of builtin_engine, in rules.c. The kernel itself checks that a policy is tighter, before it changes anything. */
int builtin_change_rules(const struct rules_wish *wish, struct engine_rules *now);
void builtin_take_back_rules(const struct engine_rules *now);

/*
 * Whether @name in @folder is @pin, or @pin with a number, and is a link of @program. Without the right to open it,
 * the name alone decides.
 */
bool is_pin_of_link(const char *folder, const char *name, const char *pin, unsigned int program);

#endif
