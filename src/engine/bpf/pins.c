// SPDX-License-Identifier: GPL-2.0
/* Which objects of an engine are pinned, and where. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "base/report.h"
#include "engine/anchor/anchor.h"
#include "engine/anchor/hidden.h"
#include "engine/anchor/sealed.h"
#include "engine/bpf/load.h"
#include "engine/bpf/loaded.h"
#include "engine/engine.h"

/* Steps by the size that the skeleton was made with: libbpf's header may come to have another. */
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

/*
 * An attached guard is pinned as its link, one that may be attached later as its program. If the anchor is hidden, a
 * guard of the seal is pinned as both under one name, in two places.
 */
static size_t add_guards(const struct loaded_engine *engine, struct anchor_pin *pins)
{
	size_t count = 0;

	for (unsigned int i = 0; i < HF_GUARDS; i++) {
		const struct guard *guard = &guards[i];
		const struct bpf_program *program = find_guard(engine->skel, i);
		const struct bpf_link *link = find_link(engine->skel, guard->program);
		bool later = guard->needed_for & NEEDS_SEAL ? engine->hide || !engine->seal : !link;

		if (!bpf_program__autoload(program))
			continue;
		if (later)
			pins[count++] = (struct anchor_pin){ guard->program,
							     bpf_program__fd(program), 0600 };
		if (link)
			pins[count++] =
				(struct anchor_pin){ *guard->pin ? guard->pin : guard->program,
						     bpf_link__fd(link), 0600 };
	}
	return count;
}

static int place_pins(const struct loaded_engine *engine, const struct anchor_pin *pins,
		      size_t count)
{
	const struct engine_bpf *skel = engine->skel;

	anchor_clear(ENGINE_DIR);
	if (engine->hide)
		return hidden_anchor_commit(ENGINE_DIR, pins, count, engine->seal);
	if (engine->seal)
		return sealed_anchor_commit(bpf_program__fd(skel->progs.control),
					    bpf_program__fd(skel->progs.seal_ftrace), pins, count);
	return anchor_commit(ENGINE_DIR, pins, count);
}

int engine_anchor(struct loaded_engine *engine)
{
	struct engine_bpf *skel = engine->skel;
	struct anchor_pin pins[6 + 2 * HF_GUARDS] = {
		{ "control", bpf_program__fd(skel->progs.control), 0600 },
		/* Anybody may read our level, as the kernel's own. */
		{ "report", bpf_program__fd(skel->progs.report), 0666 },
		{ "record", bpf_program__fd(skel->progs.record), 0600 },
		{ "calls", bpf_program__fd(skel->progs.calls), 0600 },
	};
	size_t count = 4;
	int err;

	if (skel->rodata->has_exceptions) {
		pins[count++] =
			(struct anchor_pin){ "policy", bpf_program__fd(skel->progs.policy), 0600 };
		pins[count++] =
			(struct anchor_pin){ "list", bpf_program__fd(skel->progs.list), 0600 };
	}
	count += add_guards(engine, pins + count);
	err = place_pins(engine, pins, count);
	/* The lock holds without this link. */
	if (!err && symlink(ENGINE_DIR, EARLIER_ENGINE_DIR) && errno != EEXIST)
		fail("cannot link " EARLIER_ENGINE_DIR " to the anchor: %m");
	return err;
}

void engine_unanchor(void)
{
	hidden_anchor_remove();
	anchor_remove(ENGINE_DIR);
}
