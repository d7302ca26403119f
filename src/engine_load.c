// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "detached_mount.h"
#include "drivers.h"
#include "engine.h"
#include "engine_load.h"
#include "engine_policy.h"
#include "engine_state.h"
#include "hooked_programs.h"
#include "loaded_engine.h"
#include "names.h"
#include "own.h"
#include "report.h"
#include "seal.h"

/* libbpf's last words, kept until it is known whether they matter; a verifier says why at the end. */
static char libbpf_words[2048];

static int keep_words(enum libbpf_print_level level, const char *format, va_list args)
{
	const size_t room = sizeof(libbpf_words) - 1;
	size_t used = strlen(libbpf_words);
	size_t len, drop;
	char *words;

	if (level != LIBBPF_WARN || vasprintf(&words, format, args) < 0)
		return 0;
	len = strlen(words);
	if (len > room) {
		memmove(words, words + len - room, room + 1);
		len = room;
	}
	drop = used + len > room ? used + len - room : 0;
	memmove(libbpf_words, libbpf_words + drop, used - drop);
	memcpy(libbpf_words + used - drop, words, len + 1);
	free(words);
	return 0;
}

static int fail_with_words(const char *step, int err)
{
	if (err == -EOPNOTSUPP)
		return fail(
			"no program can have exceptions here: the kernel gives BPF no storage for "
			"tasks, as since Linux 6.18 on a processor without cmpxchg16b; nothing is "
			"locked");
	return fail("the BPF engine cannot be %s: %s; nothing is locked\n%s", step, strerror(-err),
		    libbpf_words);
}

/* Those of the exceptions, which only the engine's own programs fill at all. */
static int freeze_maps(struct engine_bpf *skel)
{
	return bpf_map_freeze(bpf_map__fd(skel->maps.exceptions))	   ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.names))	   ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.staging))	   ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.subjects))	   ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.all_reached)) ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.quiet))	   ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.quiet_rooms)) ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.listing));
}

/*
 * Tells the engine what is its own, which it guards once it is sealed. Programs whose descriptor may
 * be had all the same can only raise, report and refuse.
 */
static int note_programs_and_maps(struct engine_bpf *skel)
{
	int control = bpf_program__fd(skel->progs.control);
	const struct bpf_program *open_ones[] = {
		skel->progs.control, skel->progs.report,	skel->progs.policy,
		skel->progs.list,    skel->progs.guard_debugfs, skel->progs.guard_driver_files
	};
	struct bpf_program *program;
	struct bpf_map *map;
	int err = 0;

	bpf_object__for_each_program(program, skel->obj)
	{
		bool open = false;

		for (size_t i = 0; i < sizeof(open_ones) / sizeof(open_ones[0]); i++)
			open |= program == open_ones[i];
		if (!err && bpf_program__fd(program) >= 0)
			err = own_note_program(control, bpf_program__fd(program), open);
	}
	bpf_object__for_each_map(map, skel->obj) if (!err && bpf_map__fd(map) >= 0)
		err = own_note_map(control, bpf_map__fd(map), map == skel->maps.events);
	return err ?: bpf_map_freeze(bpf_map__fd(skel->maps.own));
}

/*
 * By a link, which ends with the process: nobody gets at it where the anchor is hidden; elsewhere, see
 * ftrace_guard.h.
 */
static int attach_ftrace_guard(struct engine_bpf *skel)
{
	int root = open_detached_mount("cgroup2", NULL);
	int err = 0;

	if (root < 0)
		return root;
	skel->links.seal_ftrace = bpf_program__attach_cgroup(skel->progs.seal_ftrace, root);
	if (!skel->links.seal_ftrace)
		err = -errno;
	close(root);
	return err;
}

static int note_links(struct engine_bpf *skel)
{
	int control = bpf_program__fd(skel->progs.control);
	struct bpf_object_skeleton *all = skel->skeleton;
	int err = 0;

	for (int i = 0; i < all->prog_cnt && !err; i++)
		if (*all->progs[i].link)
			err = own_note_link(control, bpf_link__fd(*all->progs[i].link), false);
	return err;
}

static int teach_calls(const struct bpf_program *learn, const struct bpf_program *sample,
		       __u32 calls)
{
	__u64 argument = (__u64)bpf_program__fd(sample);
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &argument, .ctx_size_in = sizeof(argument));
	int err;

	if (!bpf_program__autoload(sample))
		return 0;
	err = bpf_prog_test_run_opts(bpf_program__fd(learn), &run);
	return err ?: run.retval == calls ? 0 : -EPROTO;
}

/* Has the engine learn, and freezes what it has learned. */
static int teach(struct engine_bpf *skel)
{
	return teach_calls(skel->progs.learn, skel->progs.samples, HF_LEARNED_CALLS)  ?:
		       teach_calls(skel->progs.learn, skel->progs.sample_bpf_call, 1) ?:
		       bpf_map_freeze(bpf_map__fd(skel->maps.learned));
}

static int attach(struct engine_bpf *skel, const struct load_request *request, unsigned int guards,
		  bool has_drivers)
{
	int err;

	select_guards(skel, request, guards, has_drivers);
	err = engine_bpf__attach(skel);
	if (!err && request->seal && request->hide)
		err = attach_ftrace_guard(skel);
	return err ?: note_links(skel) ?: tell_hooked_programs(bpf_map__fd(skel->maps.hooked));
}

struct loaded_engine *engine_load(const struct load_request *request)
{
	const struct exceptions *exceptions = request->exceptions;
	struct loaded_engine *engine = calloc(1, sizeof(*engine));
	const char *step = "opened";
	bool has_drivers = false;
	unsigned int guards;
	int err = -ENOMEM;

	libbpf_set_print(keep_words);
	if (!engine)
		goto failed;
	if (check_kernfs_hash()) {
		free(engine);
		return NULL;
	}
	engine->skel = engine_bpf__open();
	if (!engine->skel) {
		err = -errno;
		goto failed;
	}
	engine->hide = request->hide;
	engine->seal = request->seal;
	select_programs(engine->skel, request);
	step = "loaded";
	err = engine_bpf__load(engine->skel);
	if (err)
		goto failed;
	guards = engine_guards_at_start(engine->skel, request->level, request->rules);
	err = engine_set_state(engine->skel, request, guards) ?:
		      teach(engine->skel)		      ?:
								note_programs_and_maps(engine->skel);
	if (exceptions)
		err = err				?:
			      freeze_maps(engine->skel) ?:
			      replace_policy(bpf_program__fd(engine->skel->progs.policy),
					     request->rules, exceptions);
	err = err ?: note_drivers(bpf_program__fd(engine->skel->progs.control), &has_drivers);
	if (err)
		goto failed;
	step = "attached";
	err = attach(engine->skel, request, guards, has_drivers);
	if (err)
		goto failed;
	return engine;

failed:
	fail_with_words(step, err);
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
	return prove_hidden_seal(bpf_program__fd(engine->skel->progs.seal_map), proof);
}

void engine_release(struct loaded_engine *engine)
{
	if (!engine)
		return;
	engine_bpf__destroy(engine->skel);
	free(engine);
}
