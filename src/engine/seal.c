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
		return fail("the engine's %s cannot be had: %s", guard->program,
			    strerror(-program));
	*pin = (struct anchor_pin){ guard->pin, engine_attach(program), 0600 };
	if (pin->fd < 0)
		err = fail("%s cannot be attached: %s", guard->program, strerror(-pin->fd));
	else if (own_note_link(control, pin->fd))
		err = fail("the link of %s cannot be noted", guard->program);
	close(program);
	return err;
}

/* @count: how many of @pins were filled in, on failure, too. */
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
 * The inner mount has to be on a private one: a mount that holds another is not taken along where a
 * peer of its parent is unmounted.
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
		return fail("the engine's %s cannot be had: %s", name, strerror(-program));
	if (attach)
		err = ftrace_guard_attach(program);
	else
		ftrace_guard_detach(program);
	close(program);
	return err;
}

/* The directory alone is left of a seal that failed, and is part of the anchor's own bpffs. */
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
 * What is left of one that was killed, with links on the very hooks. Forgotten first: after a seal in
 * the initramfs, what is noted is guarded.
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
	return err ? fail("the engine is sealed, and does not guard all that holds its anchor "
			  "up: somebody else has changed its mounts; reboot, and lock with --seal") :
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

static const char sealed_without[] =
	"it is sealed, and they cannot be attached again; reboot, and lock anew";

static const char held_on[] = "it is sealed; end the holder of the map";

/* A seal over a hole is worse than none: what it has attached is looked for as what it guards. */
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
	err = check_guards(state, "it cannot be sealed");
	if (!err) {
		err = engine_control(HF_CONTROL_SEAL, 0);
		/* Nobody can take one from here on, or take back what was noted and what is pinned. */
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
	/* Until it was sealed one can have gone, or come. */
	if (!err && engine_read(&engine))
		err = fail("the engine cannot be read: %s", ENGINE_DIR);
	if (!err)
		err = check_handles(&engine.last.state) ?:
			      ftrace_guard_check(&engine.last.state, "reboot: it is sealed");
	engine_close(&engine);
	return err ?: prove_seal(proof);
}
