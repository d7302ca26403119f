// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "drivers.h"
#include "engine.h"
#include "engine_load.h"
#include "engine_paths.h"
#include "engine_policy.h"
#include "engine_state.h"
#include "hooked_programs.h"
#include "loaded_engine.h"
#include "names.h"
#include "own.h"
#include "preflight.h"
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

/* All that exceptions take, or nothing of it. */
static void select_exceptions(struct engine_bpf *skel, bool wanted)
{
	skel->rodata->has_exceptions = wanted;
	bpf_program__set_autoload(skel->progs.policy, wanted);
	bpf_program__set_autoload(skel->progs.list, wanted);
	for (size_t i = 0; i < POLICY_GUARDS; i++)
		bpf_program__set_autoload(
			bpf_object__find_program_by_name(skel->obj, policy_guards[i].program),
			wanted);
	bpf_map__set_autocreate(skel->maps.exceptions, wanted);
	bpf_map__set_autocreate(skel->maps.names, wanted);
	bpf_map__set_autocreate(skel->maps.staging, wanted);
	bpf_map__set_autocreate(skel->maps.subjects, wanted);
	bpf_map__set_autocreate(skel->maps.quiet, wanted);
	bpf_map__set_autocreate(skel->maps.quiet_rooms, wanted);
	bpf_map__set_autocreate(skel->maps.listing, wanted);
}

/*
 * Which programs and maps this kernel gets. From 6.9 on there is a hook before the verifier; until
 * then the engine has to learn what calls look like behind it, which takes reading the kernel.
 */
static void select_programs(struct engine_bpf *skel, enum hf_level native, bool has_exceptions)
{
	bool has_load_hook = kernel_is_at_least(6, 9);
	bool can_read = native < HF_CONFIDENTIALITY;

	/* At native confidentiality the helper is refused: the whole object would not load. */
	skel->rodata->can_read_kernel = can_read;
	for (size_t i = 0; i < SEAL_PROGRAMS; i++)
		bpf_program__set_autoattach(
			bpf_object__find_program_by_name(skel->obj, seal_programs[i]), false);
	select_exceptions(skel, has_exceptions);
	/* bpf_get_fsverity_digest(). */
	skel->rodata->has_digest_function = kernel_is_at_least(6, 8);
	skel->rodata->storage_can_be_busy = !kernel_is_at_least(6, 2);
	bpf_program__set_autoload(skel->progs.guard_bpf_load, has_load_hook);
	bpf_program__set_autoload(skel->progs.samples, !has_load_hook && can_read);
	bpf_program__set_autoload(skel->progs.learn, !has_load_hook && can_read);
	bpf_program__set_autoload(skel->progs.guard_hooked, HOOKED_ARE_COUNTED);
	bpf_program__set_autoload(skel->progs.forget_hooked, HOOKED_ARE_COUNTED);
	bpf_map__set_autocreate(skel->maps.hooked, HOOKED_ARE_COUNTED);
}

static void tell_names(struct engine_bpf *skel)
{
	__u32 *hash = (__u32 *)skel->rodata->driver_hashes;

	skel->rodata->module_hash = kernfs_hash("module");
#define DRIVER(module, ...) *hash++ = kernfs_hash(module);
#include "drivers.def"
}

/* Executing, forking and mapping are hot paths: nothing of ours is there without a reason. */
static void select_policy_guards(struct engine_bpf *skel, const struct exceptions *exceptions)
{
	unsigned int needs = exceptions ? exceptions->needs : 0;

	for (size_t i = 0; i < POLICY_GUARDS; i++)
		bpf_program__set_autoattach(
			bpf_object__find_program_by_name(skel->obj, policy_guards[i].program),
			policy_guards[i].needed_for & needs);
}

/* Has the engine learn, and freezes what it has learned. */
static int teach(struct engine_bpf *skel)
{
	LIBBPF_OPTS(bpf_test_run_opts, run);
	int learn = bpf_program__fd(skel->progs.learn);
	int samples = bpf_program__fd(skel->progs.samples);
	__u32 only = 0;
	int err = 0;

	if (learn >= 0) {
		err = bpf_map_update_elem(bpf_map__fd(skel->maps.samples_at), &only, &samples,
					  BPF_ANY);
		err = err ?: bpf_prog_test_run_opts(learn, &run);
		if (!err && run.retval != HF_LEARNED_CALLS)
			err = -EPROTO;
	}
	return err ?: bpf_map_freeze(bpf_map__fd(skel->maps.learned));
}

struct loaded_engine *engine_load(enum hf_level level, const struct hf_policy *rules,
				  const struct exceptions *exceptions, enum hf_level native)
{
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
	select_programs(engine->skel, native, exceptions);
	tell_names(engine->skel);
	if (exceptions) {
		bpf_map__set_max_entries(engine->skel->maps.exceptions,
					 policy_room(exceptions->count));
		bpf_map__set_max_entries(engine->skel->maps.names,
					 policy_room(count_names(exceptions)));
		bpf_map__set_max_entries(engine->skel->maps.quiet,
					 quiet_room(exceptions->quiet.count));
	}
	step = "loaded";
	err = engine_bpf__load(engine->skel);
	if (err)
		goto failed;
	guards = engine_guards_at_start(engine->skel, level, rules);
	err = engine_set_state(engine->skel, level, rules, native, guards) ?:
		      teach(engine->skel)				   ?:
		      note_programs_and_maps(engine->skel);
	if (exceptions)
		err = err				?:
			      freeze_maps(engine->skel) ?:
			      replace_policy(bpf_program__fd(engine->skel->progs.policy), rules,
					     exceptions);
	err = err ?: note_drivers(bpf_program__fd(engine->skel->progs.control), &has_drivers);
	if (err)
		goto failed;
	step = "attached";
	bpf_program__set_autoattach(engine->skel->progs.guard_debugfs,
				    guards & 1U << HF_GUARD_DEBUGFS);
	bpf_program__set_autoattach(engine->skel->progs.guard_driver_files,
				    (level >= HF_INTEGRITY && has_drivers) ||
					    guards & 1U << HF_GUARD_DRIVERS);
	select_policy_guards(engine->skel, exceptions);
	err = engine_bpf__attach(engine->skel) ?:
		      note_links(engine->skel) ?:
		      tell_hooked_programs(bpf_map__fd(engine->skel->maps.hooked));
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
	view->report = bpf_program__fd(engine->skel->progs.report);
	return engine_read(view);
}

void engine_release(struct loaded_engine *engine)
{
	if (!engine)
		return;
	engine_bpf__destroy(engine->skel);
	free(engine);
}
