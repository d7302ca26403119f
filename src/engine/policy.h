/* SPDX-License-Identifier: GPL-2.0 */
/* A policy as the engine takes it that there is, or will be. */
#ifndef HOLDFAST_ENGINE_POLICY_H
#define HOLDFAST_ENGINE_POLICY_H

#include <stdbool.h>

#include "engine/engine.h"
#include "policy/audit.h"
#include "policy/compiled.h"
#include "policy/policy.h"

/*
 * engine_policy_compile - compile a policy for a lock at a level
 * @policy: has to stay until @compiled is freed
 *
 * Returns 0, or -1 after saying on stderr why the engine cannot have it: see compile_policy(). Free with
 * free_compiled_policy().
 */
int engine_policy_compile(const struct policy *policy, enum hf_level level,
			  struct compiled_policy *compiled);

/* What the rules of a running engine are to become. */
struct rules_wish {
	enum hf_level level; /* that it is raised to, or has */
	struct audit_wish audit;
	/* NULL: the one in force stays, and what is audited changes. */
	const struct compiled_policy *policy;
};

/* A running engine, as far as its rules go. */
struct engine_rules {
	enum hf_level level;
	bool sealed;
	struct hf_policy rules;
	hf_reason_set audited;	       /* of what the level would refuse */
	bool changed;		       /* something of it was */
	struct compiled_policy before; /* what gave way to another; no bytes: nothing did */
};

/* Reads them off an engine that is open. What is audited includes what a raise may still have audited. */
void engine_rules_of(const struct engine *engine, struct engine_rules *now);
void engine_rules_free(struct engine_rules *now);

/* What can be told to be refused before anything is changed. Returns 0, or -1 after saying what. */
int engine_check_rules(const struct rules_wish *wish, const struct engine_rules *now);

/* Has the engine take them: all of it, or nothing. Returns 0, or -1 after saying what is wrong. */
int engine_change_rules(const struct rules_wish *wish, struct engine_rules *now);

/* Takes that back, as far as the engine can, for a raise that failed after it. */
void engine_take_back_rules(const struct engine_rules *now);

#endif
