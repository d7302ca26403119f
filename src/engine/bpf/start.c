// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/report.h"
#include "engine/anchor/hidden.h"
#include "engine/bpf/foreign_programs.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/held_maps.h"
#include "engine/bpf/load.h"
#include "engine/bpf/loading_guard.h"
#include "engine/bpf/own_programs.h"
#include "engine/seal.h"
#include "engine/start.h"

struct started_engine {
	struct load_request load;
	struct loaded_engine *engine;
	struct loading_guard *guard;
};

int check_programs_of_others(enum hf_level level)
{
	return check_foreign_programs(level, NULL);
}

bool engine_stays_hidden(void)
{
	/* Program by program, and in no order: the kernel puts their links down in a work queue. */
	for (int i = 0; i < 50; i++) {
		bool enforces = engine_is_enforcing();

		if (!enforces && !own_programs_are_going())
			return false;
		if (enforces && i >= 20)
			return true;
		usleep(100000);
	}
	return engine_is_enforcing();
}

/* Loads it and has it enforce; it ends with this process. */
static int load(struct started_engine *started, struct proof *proof, struct proof *seal_proof)
{
	const struct load_request *request = &started->load;
	enum hf_level level = request->level;
	struct engine view;

	if (check_foreign_programs(request->seal ? HF_INTEGRITY : level, started->guard) ||
	    loading_guard_renew_ftrace(started->guard))
		return -1;
	started->engine = engine_load(request);
	if (!started->engine)
		return -1;
	if (engine_view(started->engine, &view) ||
	    prove_engine(&view, level, request->native, proof) ||
	    (request->seal && ftrace_guard_check(&view.last.state, "lock again")) ||
	    (request->seal && request->hide && seal_loaded_engine(started->engine, seal_proof)))
		return fail("everything was taken back; nothing is locked");
	return 0;
}

/* Takes it back, as far as that is possible: what is sealed in sight stays. */
static void take_back(const struct load_request *request)
{
	if (request->seal && !request->hide)
		fail("the BPF engine has been locked at %s and sealed before, and stays so",
		     level_name(request->level));
	else
		engine_unanchor();
}

static void let_go(struct started_engine *started)
{
	engine_release(started->engine);
	/* None of its objects is to be there any more for who looks for ids. */
	loading_guard_end(started->guard);
	free(started);
}

struct started_engine *engine_start(const struct start_request *request, struct proof *proof,
				    struct proof *seal_proof)
{
	struct started_engine *started = must_alloc(sizeof(*started));
	bool hide = hidden_anchor_is_possible();

	/* What others load later, the guard refuses, and then the engine. */
	started->guard = loading_guard_start(request->native < HF_CONFIDENTIALITY, request->seal);
	started->load = (struct load_request){
		.level = request->level,
		.native = request->native,
		.rules = request->rules,
		.policy = request->policy,
		.hide = hide,
		.seal = request->seal,
		.guard = started->guard,
	};
	if (!started->guard || load(started, proof, seal_proof) || engine_anchor(started->engine))
		goto failed;
	loading_guard_leave_ftrace(started->guard);
	/* In sight it has sealed itself. */
	if (!request->seal || hide || !seal_engine(seal_proof))
		return started;
	take_back(&started->load);
failed:
	let_go(started);
	return NULL;
}

int engine_finish_start(struct started_engine *started, int err)
{
	bool sealed = started->load.seal;

	if (err)
		take_back(&started->load);
	let_go(started);
	if (!err && sealed)
		err = check_held_maps(
			"the kernel is locked and sealed, and what holds the map must end");
	return err;
}
