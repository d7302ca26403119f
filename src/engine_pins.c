// SPDX-License-Identifier: GPL-2.0
/* What is pinned of an engine, and where. */
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "anchor.h"
#include "engine.h"
#include "engine_load.h"
#include "hidden_anchor.h"
#include "loaded_engine.h"
#include "seal.h"
#include "sealed_anchor.h"

/* A program's entry has the size that the skeleton was made with: another than that of our header, some day. */
const struct bpf_link *find_link(const struct engine_bpf *skel, const char *program)
{
	const struct bpf_object_skeleton *all = skel->skeleton;
	const char *entry = (const char *)all->progs;

	for (int i = 0; i < all->prog_cnt; i++, entry += all->prog_skel_sz) {
		const struct bpf_prog_skeleton *one = (const struct bpf_prog_skeleton *)entry;

		if (!strcmp(one->name, program))
			return *one->link;
	}
	return NULL;
}

/* What is attached is pinned as its link, what may be later as its program. */
static size_t add_policy_guards(struct engine_bpf *skel, struct anchor_pin *pins)
{
	for (size_t i = 0; i < POLICY_GUARDS; i++) {
		const struct guard *guard = &policy_guards[i];
		const struct bpf_link *link = find_link(skel, guard->program);
		const struct bpf_program *program =
			bpf_object__find_program_by_name(skel->obj, guard->program);

		pins[i] = link ? (struct anchor_pin){ guard->link, bpf_link__fd(link), 0600 } :
				 (struct anchor_pin){ guard->program, bpf_program__fd(program),
						      0600 };
	}
	return POLICY_GUARDS;
}

/*
 * Adds the pins of what the seal is made of later, as programs; where it is attached already, its
 * links; and both, under one name, where they are hidden from each other.
 */
static size_t add_seal_programs(const struct loaded_engine *engine, struct anchor_pin *pins)
{
	struct engine_bpf *skel = engine->skel;
	size_t count = 0;

	for (size_t i = 0; i < SEAL_PROGRAMS; i++) {
		const struct bpf_link *link = find_link(skel, seal_programs[i]);
		const struct bpf_program *program =
			bpf_object__find_program_by_name(skel->obj, seal_programs[i]);

		if (engine->hide || !engine->seal)
			pins[count++] = (struct anchor_pin){ seal_programs[i],
							     bpf_program__fd(program), 0600 };
		if (link)
			pins[count++] =
				(struct anchor_pin){ seal_programs[i], bpf_link__fd(link), 0600 };
	}
	return count;
}

int engine_anchor(struct loaded_engine *engine)
{
	struct engine_bpf *skel = engine->skel;
	struct anchor_pin pins[16 + 2 * SEAL_PROGRAMS + POLICY_GUARDS] = {
		{ "locked_down", bpf_link__fd(skel->links.locked_down), 0600 },
		{ "native_locked_down", bpf_link__fd(skel->links.native_locked_down), 0600 },
		{ "bpf_prog", bpf_link__fd(skel->links.guard_bpf_prog), 0600 },
		{ "witness", bpf_link__fd(skel->links.witness), 0600 },
		{ "control", bpf_program__fd(skel->progs.control), 0600 },
		/* As the kernel's own level, ours may be read by anybody. */
		{ "report", bpf_program__fd(skel->progs.report), 0666 },
		{ "record", bpf_program__fd(skel->progs.record), 0600 },
		/* What the link is made of when the level rises; the link, where it has risen. */
		skel->links.guard_debugfs ?
			(struct anchor_pin){ DEBUGFS_LINK, bpf_link__fd(skel->links.guard_debugfs),
					     0600 } :
			(struct anchor_pin){ DEBUGFS_PROGRAM,
					     bpf_program__fd(skel->progs.guard_debugfs), 0600 },
		{ DRIVERS_PROGRAM, bpf_program__fd(skel->progs.guard_driver_files), 0600 },
		{ "modules", bpf_link__fd(skel->links.guard_modules), 0600 },
	};
	size_t count = 10;

	if (skel->links.guard_driver_files)
		pins[count++] = (struct anchor_pin){ DRIVERS_LINK,
						     bpf_link__fd(skel->links.guard_driver_files),
						     0600 };
	/* Not every kernel has it. */
	if (skel->links.guard_bpf_load)
		pins[count++] = (struct anchor_pin){ "bpf_load",
						     bpf_link__fd(skel->links.guard_bpf_load),
						     0600 };
	if (skel->links.guard_hooked) {
		pins[count++] = (struct anchor_pin){ "hooked",
						     bpf_link__fd(skel->links.guard_hooked), 0600 };
		pins[count++] = (struct anchor_pin){ "unhooked",
						     bpf_link__fd(skel->links.forget_hooked),
						     0600 };
	}
	if (skel->rodata->has_exceptions) {
		pins[count++] =
			(struct anchor_pin){ "policy", bpf_program__fd(skel->progs.policy), 0600 };
		pins[count++] =
			(struct anchor_pin){ "list", bpf_program__fd(skel->progs.list), 0600 };
		count += add_policy_guards(skel, pins + count);
	}
	count += add_seal_programs(engine, pins + count);
	anchor_clear(ENGINE_DIR);
	if (engine->hide)
		return hidden_anchor_commit(ENGINE_DIR, pins, count, engine->seal);
	if (engine->seal)
		return sealed_anchor_commit(bpf_program__fd(skel->progs.control),
					    bpf_program__fd(skel->progs.seal_ftrace), pins, count);
	return anchor_commit(ENGINE_DIR, pins, count);
}

void engine_unanchor(void)
{
	hidden_anchor_remove();
	anchor_remove(ENGINE_DIR);
}
