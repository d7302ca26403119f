// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/bpf/drivers.h"
#include "engine/bpf/failure.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/hooked_programs.h"
#include "engine/bpf/load.h"
#include "engine/bpf/loaded.h"
#include "engine/bpf/loading_guard.h"
#include "engine/bpf/own_objects.h"
#include "engine/bpf/policy.h"
#include "engine/bpf/state.h"
#include "engine/engine.h"
#include "engine/seal.h"
#include "engine/types/kernel_functions.h"

static int freeze(const struct bpf_map *map)
{
	return engine_step("freeze the map", bpf_map__name(map)) ?:
								   bpf_map_freeze(bpf_map__fd(map));
}

/* Freezes the maps of exceptions: only the engine's programs fill them. */
static int freeze_maps(struct engine_bpf *skel)
{
	return freeze(skel->maps.exceptions)	      ?:
		       freeze(skel->maps.names)	      ?:
		       freeze(skel->maps.staging)     ?:
		       freeze(skel->maps.subjects)    ?:
		       freeze(skel->maps.all_reached) ?:
		       freeze(skel->maps.unverified)  ?:
		       freeze(skel->maps.quiet)	      ?:
		       freeze(skel->maps.quiet_rooms) ?:
							freeze(skel->maps.listing);
}

/*
 * Attaches by a link, which nobody can reach, because it is pinned in the hidden anchor; ftrace_guard.h has the other
 * case.
 */
static int attach_ftrace_guard(struct engine_bpf *skel)
{
	return engine_step("attach the program", "seal_ftrace") ?:
		       ftrace_guard_link(skel->progs.seal_ftrace, &skel->links.seal_ftrace);
}

static int teach_calls(const struct bpf_program *learn, const struct bpf_program *sample,
		       __u32 calls)
{
	__u64 argument = (__u64)bpf_program__fd(sample);
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &argument, .ctx_size_in = sizeof(argument));
	int err;

	if (!bpf_program__autoload(sample))
		return 0;
	err = engine_step("learn from the program", bpf_program__name(sample)) ?:
		      bpf_prog_test_run_opts(bpf_program__fd(learn), &run);
	return err ?: run.retval == calls ? 0 : -EPROTO;
}

/* Runs the programs from which the engine learns, and freezes the result. */
static int teach(struct engine_bpf *skel)
{
	return teach_calls(skel->progs.learn, skel->progs.samples, HF_LEARNED_CALLS)	  ?:
		       teach_calls(skel->progs.learn, skel->progs.sample_bpf_call, 1)	  ?:
		       teach_calls(skel->progs.learn, skel->progs.sample_sysctl_calls, 2) ?:
		       freeze(skel->maps.learned);
}

static int count_hooked(struct engine_bpf *skel)
{
	if (!bpf_map__autocreate(skel->maps.hooked))
		return 0;
	return engine_step("fill the map", "hooked") ?:
		       tell_hooked_programs(bpf_map__fd(skel->maps.hooked));
}

/* A guard that libbpf has left unattached, for whatever cause, is a hole. */
static int check_attached(const struct engine_bpf *skel, guard_set set)
{
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (set & GUARD_BIT(i) && !find_link(skel, guards[i].program))
			return engine_step("attach the program", guards[i].program) ?: -ENOLINK;
	return 0;
}

static int attach(struct engine_bpf *skel, const struct load_request *request, guard_set set)
{
	int err;

	select_guards(skel, set);
	engine_step("attach the object", NULL);
	err = engine_bpf__attach(skel)			      ?:
		      kernel_functions_attach(skel->skeleton) ?:
								check_attached(skel, set);
	if (!err && request->seal && request->hide && ftrace_can_be_switched_off())
		err = attach_ftrace_guard(skel);
	if (!err)
		ftrace_guard_look();
	return err				    ?:
		       own_add_links(skel, request) ?:
		       freeze(skel->maps.objects)   ?:
						      count_hooked(skel);
}

/* Fills the engine's maps before it is attached: drivers, state, its own objects, the policy. */
static int fill(struct engine_bpf *skel, const struct load_request *request, guard_set *at_start)
{
	bool has_drivers = false;
	int err = engine_step("note drivers by the program", "control")			   ?:
			  note_drivers(bpf_program__fd(skel->progs.control), &has_drivers) ?:
			  engine_step("fill the map", "state")				   ?:
			  engine_set_state(skel, request, has_drivers, at_start)	   ?:
			  teach(skel)							   ?:
			  own_add_programs_and_maps(skel, request)			   ?:
			  freeze(skel->maps.own)					   ?:
			  freeze(skel->maps.under_way);

	if (request->policy)
		err = err								    ?:
			      freeze_maps(skel)						    ?:
			      engine_step("have the policy taken by the program", "policy") ?:
			      replace_policy(bpf_program__fd(skel->progs.policy), request->rules,
					     request->policy);
	return err;
}

struct loaded_engine *engine_load(const struct load_request *request)
{
	struct loaded_engine *engine = calloc(1, sizeof(*engine));
	const char *what = "loaded";
	guard_set at_start = 0;
	int err = -ENOMEM;

	engine_step("open the object", NULL);
	keep_libbpf_words();
	if (!engine)
		goto failed;
	if (check_kernfs_hash()) {
		free(engine);
		return NULL;
	}
	engine->guard = request->guard;
	engine->hide = request->hide;
	engine->seal = request->seal;
	err = load_skeleton(&engine->skel, request) ?: fill(engine->skel, request, &at_start);
	if (err)
		goto failed;
	what = "attached";
	err = attach(engine->skel, request, at_start);
	if (err)
		goto failed;
	return engine;

failed:
	fail_at_step(what, err);
	engine_release(engine);
	return NULL;
}

int engine_view(const struct loaded_engine *engine, struct engine *view)
{
	view->kind = HF_ENGINE_BPF;
	view->report = bpf_program__fd(engine->skel->progs.report);
	return engine_read(view);
}

int seal_loaded_engine(const struct loaded_engine *engine, struct proof *proof)
{
	const struct hf_control seal = { .op = HF_CONTROL_SEAL_LINKS };
	int err = run_control(bpf_program__fd(engine->skel->progs.control), &seal);

	if (err)
		return fail("the engine refused to be sealed: %s", strerror(-err));
	loading_guard_leave_ftrace(engine->guard);
	return prove_hidden_seal(bpf_program__fd(engine->skel->progs.seal_map), proof);
}

void engine_release(struct loaded_engine *engine)
{
	if (!engine)
		return;
	engine_bpf__destroy(engine->skel);
	free(engine);
}
