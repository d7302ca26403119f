// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
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

int check_handles(const struct hf_state *state)
{
	static const char *const names[] = { "control", "record", "calls", "policy", "list" };
	/* The last two come with a policy. */
	size_t count = state->programs[HF_GUARD_EXEC] ? 5 : 3;

	for (size_t i = 0; i < count; i++) {
		int err = look_at_handle(state, names[i]);

		if (err)
			return fail("the engine's own %s is not at " ENGINE_DIR ": %s; %s",
				    names[i], strerror(-err),
				    state->sealed ?
					    "it is sealed: reboot, and lock anew" :
					    "it is not sealed: remove it (umount " ENGINE_DIR
					    "), and lock with --seal");
	}
	return 0;
}
