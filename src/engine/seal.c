// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/anchor/anchor.h"
#include "engine/anchor/hidden.h"
#include "engine/bpf/calls.h"
#include "engine/bpf/foreign_programs.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/handles.h"
#include "engine/bpf/held_maps.h"
#include "engine/bpf/own.h"
#include "engine/engine.h"
#include "engine/seal.h"

static int attach_link(int control, const struct guard *guard, struct anchor_pin *pin)
{
	int program = engine_open_pin(guard->program);
	int err = 0;

	if (program < 0)
		return fail("the engine's %s cannot be opened: %s", guard->program,
			    strerror(-program));
	*pin = (struct anchor_pin){ guard->pin, engine_attach(program), 0600 };
	if (pin->fd < 0)
		err = fail("%s cannot be attached: %s", guard->program, strerror(-pin->fd));
	else if (own_note_link(control, pin->fd))
		err = fail("the link of %s cannot be noted", guard->program);
	close(program);
	return err;
}

/* @count: returns how many of @pins were filled in, also on failure. */
static int attach_links(int control, struct anchor_pin *pins, size_t *count)
{
	int err = 0;

	*count = 0;
	for (unsigned int i = 0; i < HF_GUARDS && !err; i++) {
		if (!(guards[i].needed_for & NEEDS_SEAL) || !*guards[i].pin)
			continue;
		err = attach_link(control, &guards[i], &pins[*count]);
		if (!err)
			(*count)++;
	}
	return err;
}

/*
 * The outer mount has to be private. Otherwise an unmount of one of its peers could propagate to the inner mount.
 */
static int pin_links(const struct anchor_pin *pins, size_t count)
{
	return anchor_make_private(ENGINE_DIR) ?: anchor_commit(SEAL_DIR, pins, count);
}

static int guard_ftrace(bool attach)
{
	const char *name = guards[HF_GUARD_SEAL_FTRACE].program;
	int program, err = 0;

	if (!ftrace_can_be_switched_off())
		return 0;
	program = engine_open_pin(name);
	if (program < 0)
		return fail("the engine's %s cannot be opened: %s", name, strerror(-program));
	if (attach)
		err = ftrace_guard_attach(program);
	else
		ftrace_guard_detach(program);
	close(program);
	return err;
}

/* A failed seal leaves only the directory, which is part of the anchor's own bpffs. */
bool seal_is_mounted(void)
{
	struct stat outer, inner;

	return !stat(ENGINE_DIR, &outer) && !stat(SEAL_DIR, &inner) && outer.st_dev != inner.st_dev;
}

bool seal_awaits_root(void)
{
	return hidden_anchor_is_possible();
}

/*
 * Removes the rest of a killed seal, whose links occupy the hooks. The engine has to forget it first: after a seal in
 * the initramfs it guards everything that is noted.
 */
static int start_over(void)
{
	int err = engine_control(HF_CONTROL_FORGET, 0);

	if (err)
		return fail("the engine refused to forget a seal before this one: %s",
			    strerror(-err));
	if (seal_is_mounted())
		anchor_remove(SEAL_DIR);
	return 0;
}

static int attach_and_pin(int control)
{
	struct anchor_pin pins[HF_GUARDS];
	size_t count;
	int err = attach_links(control, pins, &count) ?: pin_links(pins, count);

	while (count)
		close(pins[--count].fd);
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
 * Before the seal any root process could run the control program, and make the engine forget places, or seal it
 * early. And a call that began before the seal may have moved a place since. A sealed engine notes no new place, but
 * succeeds for one that it has noted: so each is noted again.
 */
static int check_places(void)
{
	int control, err;

	if (wait_for_calls())
		return -1;
	control = engine_open_pin("control");
	err = control < 0;

	if (!err)
		err = own_note_file_system(control, ENGINE_DIR)		?:
			      own_note_file_system(control, SEAL_DIR)	?:
			      own_note_outer_mount(control, ENGINE_DIR) ?:
			      own_note_mounts(control, ENGINE_DIR)	?:
			      own_note_mount(control, SEAL_DIR);
	if (control >= 0)
		close(control);
	return err ? fail("the engine is sealed, but does not guard every mount below its anchor: "
			  "another process has changed the mounts; reboot, and lock with --seal") :
		     0;
}

/*
 * Prepares everything that a seal needs; nothing is guarded until the engine is told to seal. @has_guards: the guards
 * were attached in the initramfs, out of sight.
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

static const char sealed_without[] =
	"it is sealed, and they cannot be attached again; reboot, and lock anew";

static const char held_on[] = "it is sealed; end the holder of the map";

/* Looks for all guards that a sealed engine needs: a seal over a hole is worse than none. */
static int check_guards(const struct hf_state *state, const char *otherwise)
{
	struct hf_state sealed = *state;
	struct guards_seen seen;

	sealed.sealed = 1;
	engine_look_at_guards(&sealed, needed_guards(&sealed), &seen);
	return seen.missing ? fail_missing_guards(&seen, otherwise) : 0;
}

static int seal_whole_engine(const struct hf_state *state)
{
	bool has_guards = state->sealed && engine_is_hidden(state);
	int control, err;

	if (ftrace_guard_check(state,
			       "remove the lock (umount " ENGINE_DIR "), and lock with --seal"))
		return -1;
	/* At the level none the engine has let all programs in until now. */
	if (state->level == HF_NONE && !state->sealed && check_foreign_programs(HF_INTEGRITY, NULL))
		return -1;
	if (check_held_maps("it is locked as it was, and not sealed"))
		return -1;
	control = engine_open_pin("control");
	if (control < 0)
		return fail("the engine's control program cannot be opened: %s",
			    strerror(-control));
	err = set_up(control, has_guards);
	close(control);
	if (err)
		return err;
	err = check_guards(state, "it cannot be sealed");
	if (!err) {
		err = engine_control(HF_CONTROL_SEAL, 0);
		/* From here on nobody can remove a guard, a noted place or a pin, so the checks are final. */
		if (!err)
			return check_places()				   ?:
				       check_guards(state, sealed_without) ?:
									     check_held_maps(held_on);
		fail("the engine refused to be sealed: %s", strerror(-err));
	}
	if (!has_guards)
		guard_ftrace(false);
	start_over();
	return -1;
}

/* Nothing has to be attached or guarded: the kernel itself refuses to loosen the lock. */
static int seal_builtin(struct proof *proof)
{
	int err = engine_control(HF_CONTROL_SEAL, HF_NONE);

	if (err)
		return fail("the built-in engine refused to be sealed: %s", strerror(-err));
	return prove_builtin_seal(proof);
}

int seal_engine(struct proof *proof)
{
	struct guards_seen seen;
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
	engine_look_at_guards(&engine.last.state, needed_guards(&engine.last.state), &seen);
	if (!engine_is_enforcing())
		err = fail("the engine does not enforce, and cannot be sealed; see `holdfast "
			   "status`");
	else if (seen.missing)
		err = fail_missing_guards(&seen,
					  engine.last.state.sealed ?
						  sealed_without :
						  "before it can be sealed, `holdfast lock` has to "
						  "attach them again");
	else if (check_handles(&engine.last.state))
		err = -1;
	else if (engine.last.state.handles_guarded)
		err = check_places();
	else
		err = seal_whole_engine(&engine.last.state);
	/* Before the seal took effect, a handle can have gone, or a program have been loaded. */
	if (!err && engine_read(&engine))
		err = fail("the engine cannot be read: %s", ENGINE_DIR);
	if (!err)
		err = check_handles(&engine.last.state) ?:
			      ftrace_guard_check(&engine.last.state, "reboot: it is sealed");
	engine_close(&engine);
	return err ?: prove_seal(proof);
}
