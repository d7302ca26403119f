// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/bpf/guards.h"
#include "engine/engine.h"
#include "handles.h"

static bool is_program_of(const struct hf_state *state, __u32 id)
{
	for (unsigned int i = 0; i < HF_OWN_PROGRAMS; i++)
		if (state->programs[i] == id)
			return true;
	return false;
}

/* Returns 0 or -errno; -ENOENT also if a program of somebody else is pinned. */
static int look_at_handle(const struct hf_state *state, const char *name)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int program = engine_open_pin(name);
	int err;

	if (program < 0)
		return program;
	err = bpf_obj_get_info_by_fd(program, &info, &size) ? -errno : 0;
	close(program);
	if (err)
		return err;
	/* Some have a second form: NAME_at_once. */
	return is_program_of(state, info.id) && !strncmp(info.name, name, strlen(name)) ? 0 :
											  -ENOENT;
}

/* The same for a guard that a later raise may have to attach. */
static int look_at_guard(const struct hf_state *state, enum hf_guard guard)
{
	int program;

	if (!state->programs[guard] || state->at_start & GUARD_BIT(guard))
		return 0;
	program = engine_open_guard(&guards[guard], state->programs[guard]);
	if (program >= 0)
		close(program);
	return program < 0 ? program : 0;
}

static int fail_handle(const struct hf_state *state, const char *name, int err)
{
	return fail("the engine's own %s is not at " ENGINE_DIR ": %s; %s", name, strerror(-err),
		    state->sealed ? "it is sealed: reboot, and lock anew" :
				    "it is not sealed: remove it (umount " ENGINE_DIR
				    "), and lock with --seal");
}

int check_handles(const struct hf_state *state)
{
	static const char *const names[] = { "control", "record", "calls", "policy", "list" };
	static const enum hf_guard later[] = { HF_GUARD_DEBUGFS, HF_GUARD_DRIVERS };
	/* The last two come with a policy. */
	size_t count = state->programs[HF_GUARD_EXEC] ? 5 : 3;
	int err;

	for (size_t i = 0; i < count; i++) {
		err = look_at_handle(state, names[i]);
		if (err)
			return fail_handle(state, names[i], err);
	}
	for (size_t i = 0; i < sizeof(later) / sizeof(later[0]); i++) {
		err = look_at_guard(state, later[i]);
		if (err)
			return fail_handle(state, guards[later[i]].program, err);
	}
	return 0;
}
