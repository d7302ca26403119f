// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/engine.h"
#include "engine/seal.h"
#include "engine/start.h"
#include "kernel/native.h"
#include "kernel/preflight.h"
#include "lock/lock.h"

static int read_native(const struct lock_request *request, struct lock_outcome *out)
{
	int err = native_read(&out->native);

	out->has_native = !err;
	if (err == -ENOENT && request->wish != NATIVE_YES)
		return 0;
	if (err)
		return fail("cannot use the kernel's own lockdown: %s%s", strerror(-err),
			    err == -ENOENT ? " (it is not built in, or lsm= leaves it out); lock "
					     "without it: --native=no" :
					     "");
	return 0;
}

static int raise_native(const struct lock_request *request, struct lock_outcome *out)
{
	int err;

	if (request->wish == NATIVE_NO || !out->has_native || out->native >= request->level)
		return 0;
	/* The kernel's own knows no audit and no exceptions: it would refuse. */
	if (out->now.audited || out->now.rules.exceptions || out->now.rules.allowed)
		return 0;
	err = native_raise(request->level);
	if (err)
		return fail("cannot raise the kernel's own lockdown to %s: %s",
			    level_name(request->level), strerror(-err));
	out->native = request->level;
	out->now.changed = true;
	/* Only the record depends on it: whose refusal an event shows. */
	engine_control(HF_CONTROL_NATIVE, request->level);
	return 0;
}

static int prove_guards(const struct hf_state *state)
{
	struct guards_seen seen;

	engine_look_at_guards(state, needed_guards(state), &seen);
	if (!seen.missing)
		return 0;
	return fail_missing_guards(&seen, state->sealed ?
						  "they cannot be attached again; reboot, and lock "
						  "anew" :
						  "they cannot be attached again; remove the "
						  "rest (umount " ENGINE_DIR "), and lock anew");
}

/* What somebody has taken off, or a raise by anybody but `holdfast lock` has left out. */
static int attach_missing(struct lock_outcome *out)
{
	struct guards_seen before, after;
	struct engine engine;
	guard_set needed;

	if (engine_open(&engine) != ENGINE_FOUND)
		return fail("the engine cannot be read: %s", ENGINE_DIR);
	needed = needed_guards(&engine.last.state);
	engine_look_at_guards(&engine.last.state, needed, &before);
	if (before.missing) {
		engine_attach_set(&engine.last.state, before.missing);
		engine_look_at_guards(&engine.last.state, needed, &after);
		out->now.changed |= after.missing != before.missing;
	}
	engine_close(&engine);
	return 0;
}

static int prove_running(const struct lock_outcome *before, enum hf_level level,
			 struct proof *proof)
{
	struct engine engine;
	int err;

	if (engine_open(&engine) != ENGINE_FOUND)
		return fail("the engine cannot be read: %s", ENGINE_DIR);
	err = prove_guards(&engine.last.state) ?:
						 prove_engine(&engine, level, before->native, proof);
	engine_close(&engine);
	return err;
}

static int seal_if_asked(const struct lock_request *request, struct lock_outcome *out)
{
	bool before = out->now.sealed;

	if (!request->seal)
		return 0;
	if (out->now.sealed && seal_awaits_root())
		return 0;
	if (seal_engine(&out->seal_proof))
		return -1;
	out->now.sealed = true;
	out->now.changed |= !before;
	return 0;
}

static struct rules_wish wish_of(const struct lock_request *request)
{
	return (struct rules_wish){
		.level = request->level,
		.audit = request->audit,
		.policy = request->has_policy ? &request->policy : NULL,
	};
}

/* The same level again: what is audited may end, it may be sealed, native may be raised. */
static int tighten_engine(const struct lock_request *request, struct lock_outcome *out)
{
	const struct rules_wish wish = wish_of(request);
	hf_reason_set before = out->now.audited & audit_up_to(out->now.level);

	if (request->require_clean && residue_check(true, &out->residue))
		return -1;
	if (engine_change_rules(&wish, &out->now))
		return -1;
	out->now.audited &= audit_up_to(out->now.level);
	if (before != out->now.audited) {
		out->now.changed = true;
		if (prove_running(out, out->now.level, &out->proof))
			return -1;
	}
	if (seal_if_asked(request, out))
		return -1;
	return request->wish == NATIVE_YES || before != out->now.audited ?
		       raise_native(request, out) :
		       0;
}

/* What a higher level needs besides those that were attached with the engine. */
static int attach_for_level(enum hf_level before, enum hf_level level)
{
	int err = before == HF_NONE ? engine_attach_guards(NEEDS_DRIVERS) : 0;

	if (err)
		return fail("the engine's guard of drivers cannot be attached: %s", strerror(-err));
	err = level >= HF_CONFIDENTIALITY ? engine_attach_guards(NEEDS_OPENS) : 0;
	return err ? fail("the engine's guard of confidentiality cannot be attached: %s",
			  strerror(-err)) :
		     0;
}

/* All that has to be so before the level is raised, and may fail. */
static int prepare_raise(const struct lock_request *request, struct lock_outcome *out)
{
	if (residue_check(request->require_clean, &out->residue))
		return -1;
	/* Only at none, and not sealed, can they have come since: everything else has refused them. */
	if (out->now.level == HF_NONE && !out->now.sealed &&
	    check_programs_of_others(request->level))
		return -1;
	return attach_for_level(out->now.level, request->level);
}

/* With its rules, and these first: a reason that it does not refuse yet is not touched by the policy. */
static int raise_level(const struct lock_request *request, struct engine_rules *now)
{
	const struct rules_wish wish = wish_of(request);
	int err;

	if (engine_change_rules(&wish, now))
		return -1;
	err = engine_control(HF_CONTROL_RAISE, request->level);
	if (err) {
		engine_take_back_rules(now);
		return fail("the engine refused to be raised to %s: %s", level_name(request->level),
			    strerror(-err));
	}
	now->changed = true;
	now->level = request->level;
	now->audited &= audit_up_to(now->level);
	return 0;
}

/* An engine runs already, and can be what is asked for: nothing of it is changed but what was taken off. */
static int check_running(const struct lock_request *request, struct lock_outcome *out)
{
	const struct rules_wish wish = wish_of(request);

	if (request->level < out->now.level)
		return fail("the kernel is locked at %s, and levels only go up: %s is refused",
			    level_name(out->now.level), level_name(request->level));
	/* A raise that is never enforced must not succeed. */
	return attach_missing(out)				       ?:
		       prove_running(out, out->now.level, &out->proof) ?:
		       engine_check_rules(&wish, &out->now);
}

static int raise_engine(const struct lock_request *request, struct lock_outcome *out)
{
	int err;

	if (check_running(request, out))
		return -1;
	if (request->level == out->now.level)
		return tighten_engine(request, out);
	if (prepare_raise(request, out) || raise_level(request, &out->now) ||
	    prove_running(out, out->now.level, &out->proof))
		return -1;
	err = seal_if_asked(request, out) ?: raise_native(request, out);
	if (err)
		fail("the engine has been raised to %s before, and stays there",
		     level_name(out->now.level));
	return err;
}

/* Who audits is about to write exceptions; whoever names a level alone never has any. */
static bool takes_policy(const struct lock_request *request)
{
	return request->has_policy || request->for_policy || request->audit.all ||
	       request->audit.named;
}

static int start_engine(const struct lock_request *request, struct lock_outcome *out)
{
	const struct start_request start = {
		.level = request->level,
		.native = out->native,
		.rules = &out->now.rules,
		.policy = takes_policy(request) ? &request->policy.blob : NULL,
		.seal = request->seal,
	};
	struct started_engine *started;
	int err;

	/* Before, because the engine then refuses a look at programs that read kernel memory. */
	if (residue_check(request->require_clean, &out->residue))
		return -1;
	out->now.rules = request->policy.blob.rules;
	if (!request->has_policy)
		out->now.rules.audited = audit_at_start(&request->audit, request->level);
	out->now.audited = out->now.rules.audited & audit_up_to(request->level);
	started = engine_start(&start, &out->proof, &out->seal_proof);
	if (!started)
		return -1;
	out->now.sealed = request->seal;
	/* Last, because the kernel's own cannot be taken back. */
	err = engine_finish_start(started, raise_native(request, out));
	if (err)
		return err;
	out->now.changed = true;
	out->now.level = request->level;
	return 0;
}

int lock_kernel(const struct lock_request *request, struct lock_outcome *out)
{
	struct engine engine;

	if (read_native(request, out))
		return -1;
	switch (engine_open(&engine)) {
	case ENGINE_FOUND:
		engine_close(&engine);
		out->engine = engine.kind;
		engine_rules_of(&engine, &out->now);
		return raise_engine(request, out);
	case ENGINE_ABSENT:
		/* A second one could be lower, and would hide what the first one does. */
		if (engine_stays_hidden())
			return fail("an engine of holdfast enforces already, and its anchor at "
				    "%s cannot be seen: it cannot be raised; reboot to lock anew",
				    ENGINE_DIR);
		out->engine = HF_ENGINE_BPF;
		return preflight_kernel() ?: start_engine(request, out);
	case ENGINE_FOREIGN:
		return fail("another version of holdfast has locked this kernel; use that one to "
			    "raise it, or reboot");
	case ENGINE_UNREADABLE:
		break;
	}
	return fail("%s is there and cannot be read: %m", ENGINE_DIR);
}
