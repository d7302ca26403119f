// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdint.h>
#include <time.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "base/names.h"
#include "engine/bpf/info.h"
#include "engine/bpf/entries.h"
#include "engine/bpf/state.h"
#include "engine_abi.h"

static uint64_t boot_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/*
 * Before a raise the engine checks that guards are attached, and has to read kernel memory for that. If it cannot,
 * these guards are attached from the start.
 */
static unsigned int guards_at_start(const struct engine_bpf *skel,
				    const struct load_request *request)
{
	bool can_read = skel->rodata->can_read_kernel;
	bool opens = request->level >= HF_CONFIDENTIALITY || request->rules->paths || !can_read;
	bool drivers = request->level == HF_NONE && !can_read;

	return (opens ? 1U << HF_GUARD_DEBUGFS : 0) | (drivers ? 1U << HF_GUARD_DRIVERS : 0);
}

static bool is_guard(const char *program)
{
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (!strcmp(program, guards[i].program))
			return true;
	return false;
}

/* Returns 0 or -E2BIG. */
static int list_programs(const struct engine_bpf *skel, struct hf_state *state)
{
	struct bpf_program *program;
	size_t count = HF_GUARDS;

	for (unsigned int i = 0; i < HF_GUARDS; i++)
		state->programs[i] = program_id(find_guard(skel, i));
	bpf_object__for_each_program(program, skel->obj)
	{
		if (bpf_program__fd(program) < 0 || is_guard(bpf_program__name(program)))
			continue;
		if (count == HF_OWN_PROGRAMS)
			return -E2BIG;
		state->programs[count++] = program_id(program);
	}
	return 0;
}

int engine_set_state(struct engine_bpf *skel, const struct load_request *request, bool has_drivers,
		     guard_set *at_start)
{
	struct hf_memory memory = { 0 };
	struct hf_state state = {
		.abi = HF_ABI,
		.level = request->level,
		.native = request->native,
		.reasons = reasons_digest(),
		.guards = guards_at_start(skel, request),
		.has_drivers = has_drivers,
		.hidden = request->hide,
		.policies = { *request->rules },
	};
	unsigned int needs = needs_of_state(&state) | (request->seal ? NEEDS_SEAL : 0) |
			     (request->policy ? policy_needs(request->policy) : 0) |
			     (state.guards & 1U << HF_GUARD_DRIVERS ? NEEDS_DRIVERS : 0);
	int fd = bpf_map__fd(skel->maps.state);
	__u32 only = 0;
	int err;

	for (unsigned int l = HF_INTEGRITY; l <= request->level; l++)
		state.since[l] = boot_time();
	state.at_start = *at_start = guards_to_attach(skel, needs);
	err = list_programs(skel, &state);
	if (err)
		return err;
	memory.report.state = state;
	err = bpf_map_update_elem(fd, &only, &memory, BPF_ANY);
	if (!err)
		err = bpf_map_freeze(fd);
	return err ?: bpf_map_freeze(bpf_map__fd(skel->maps.events));
}
