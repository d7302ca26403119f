// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "anchor.h"
#include "engine.h"
#include "foreign_programs.h"
#include "ftrace_guard.h"
#include "held_maps.h"
#include "hidden_anchor.h"
#include "own.h"
#include "report.h"
#include "seal.h"

/* The last one sits on a cgroup, all others on LSM hooks. */
const char *const seal_programs[SEAL_PROGRAMS] = {
	"seal_map",   "seal_prog",   "seal_command",	   "seal_umount",
	"seal_move",  "seal_mount",  "seal_pivot",	   "seal_unlink",
	"seal_rmdir", "seal_rename", FTRACE_GUARD_PROGRAM,
};

#define SEAL_LINKS (SEAL_PROGRAMS - 1)

static int attach_links(int control, struct anchor_pin *pins)
{
	int err = 0;

	for (int i = 0; i < SEAL_LINKS; i++)
		pins[i] = (struct anchor_pin){ seal_programs[i], -1, 0600 };
	for (int i = 0; i < SEAL_LINKS && !err; i++) {
		int program = engine_open_pin(seal_programs[i]);

		if (program < 0)
			return fail("the engine's %s cannot be had: %s", seal_programs[i],
				    strerror(-program));
		pins[i].fd = engine_attach(program);
		if (pins[i].fd < 0)
			err = fail("%s cannot be attached: %s", seal_programs[i],
				   strerror(-pins[i].fd));
		else if (own_note_link(control, pins[i].fd))
			err = fail("the link of %s cannot be noted", seal_programs[i]);
		close(program);
	}
	return err;
}

static void close_links(struct anchor_pin *pins)
{
	for (int i = 0; i < SEAL_LINKS; i++)
		if (pins[i].fd >= 0)
			close(pins[i].fd);
}

/*
 * The inner mount has to be on a private one: a mount that holds another is not taken along where a
 * peer of its parent is unmounted.
 */
static int pin_links(const struct anchor_pin *pins, size_t count)
{
	return anchor_make_private(ENGINE_DIR) ?: anchor_commit(SEAL_DIR, pins, count);
}

static int guard_ftrace(bool attach)
{
	int program = engine_open_pin(FTRACE_GUARD_PROGRAM);
	int err = 0;

	if (program < 0)
		return fail("the engine's %s cannot be had: %s", FTRACE_GUARD_PROGRAM,
			    strerror(-program));
	if (attach)
		err = ftrace_guard_attach(program);
	else
		ftrace_guard_detach(program);
	close(program);
	return err;
}

/* The directory alone is left of a seal that failed, and is part of the anchor's own bpffs. */
static bool is_mounted(void)
{
	struct stat outer, inner;

	return !stat(ENGINE_DIR, &outer) && !stat(SEAL_DIR, &inner) && outer.st_dev != inner.st_dev;
}

/*
 * What is left of one that was killed, with links on the very hooks. Forgotten first: behind a seal in
 * the initramfs, what is noted is guarded.
 */
static int start_over(void)
{
	int err = engine_control(HF_CONTROL_FORGET, 0);

	if (err)
		return fail("the engine refused to forget a seal before this one: %s",
			    strerror(-err));
	if (is_mounted())
		anchor_remove(SEAL_DIR);
	return 0;
}

static int attach_and_pin(int control)
{
	struct anchor_pin pins[SEAL_LINKS];
	int err = attach_links(control, pins) ?: pin_links(pins, SEAL_LINKS);

	close_links(pins);
	return err;
}

static int note_places(int control)
{
	return own_note_file_system(control, ENGINE_DIR)	 ?:
		       own_note_file_system(control, SEAL_DIR)	 ?:
		       own_note_outer_mount(control, ENGINE_DIR) ?:
								   own_note_mounts(control, SEAL_DIR);
}

/*
 * Whoever runs the control program can have had it forget, or have sealed it before all was noted. It notes
 * nothing more once it is sealed, and says of what it has noted that it is there.
 */
static int check_places(void)
{
	int control = engine_open_pin("control");
	int err = control < 0;

	if (!err)
		err = own_note_file_system(control, ENGINE_DIR)		?:
			      own_note_file_system(control, SEAL_DIR)	?:
			      own_note_outer_mount(control, ENGINE_DIR) ?:
			      own_note_mounts(control, ENGINE_DIR)	?:
			      own_note_mount(control, SEAL_DIR);
	if (control >= 0)
		close(control);
	return err ? fail("the engine is sealed, and does not guard all that holds its anchor up: "
			  "somebody else has had a hand in it; reboot, and lock with --seal") :
		     0;
}

/*
 * Everything that a seal needs; it guards nothing until the engine is told. @has_guards: they have been
 * attached in the initramfs, out of sight.
 */
static int set_up(int control, bool has_guards)
{
	int err = start_over() ?: has_guards ? pin_links(NULL, 0) : attach_and_pin(control);

	if (err)
		return err;
	err = note_places(control);
	if (!err && !has_guards)
		err = guard_ftrace(true);
	if (err)
		start_over();
	return err;
}

static int seal_whole_engine(const struct hf_state *state)
{
	bool has_guards = state->sealed && hidden_anchor_is_used(ENGINE_DIR);
	int control, err;

	/* At none the engine has let everything in until now. */
	if (state->level == HF_NONE && !state->sealed && check_foreign_programs(HF_INTEGRITY, NULL))
		return -1;
	if (check_held_maps("it is locked as it was, and not sealed"))
		return -1;
	control = engine_open_pin("control");
	if (control < 0)
		return fail("the engine's control program cannot be had: %s", strerror(-control));
	err = set_up(control, has_guards);
	close(control);
	if (err)
		return err;
	err = engine_control(HF_CONTROL_SEAL, 0);
	/* Nobody can take one from here on, or take back what was noted. */
	if (!err)
		return check_places() ?:
			       check_held_maps("it is sealed, and what holds the map must end");
	if (!has_guards)
		guard_ftrace(false);
	start_over();
	return fail("the engine refused to be sealed: %s", strerror(-err));
}

/* There is nothing to attach and nothing to guard: the kernel itself takes no lower word. */
static int seal_builtin(struct proof *proof)
{
	int err = engine_control(HF_CONTROL_SEAL, HF_NONE);

	if (err)
		return fail("the built-in engine refused to be sealed: %s", strerror(-err));
	return prove_builtin_seal(proof);
}

int seal_engine(struct proof *proof)
{
	struct engine engine;
	int err;

	memset(proof, 0, sizeof(*proof));
	if (engine_is_builtin())
		return seal_builtin(proof);
	switch (engine_open(&engine)) {
	case ENGINE_FOUND:
		break;
	case ENGINE_ABSENT:
		return fail_absent("there is no engine to seal; lock first: holdfast lock LEVEL");
	case ENGINE_FOREIGN:
	case ENGINE_UNREADABLE:
		return fail("the engine at %s is of another version, or cannot be read; see "
			    "`holdfast status`",
			    ENGINE_DIR);
	}
	if (!engine_is_enforcing() || !engine_is_whole())
		err = fail("the engine does not enforce, and cannot be sealed; see `holdfast "
			   "status`");
	else if (engine.last.state.handles_guarded)
		err = check_places();
	else
		err = seal_whole_engine(&engine.last.state);
	engine_close(&engine);
	return err ?: prove_seal(proof);
}
