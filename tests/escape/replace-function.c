// SPDX-License-Identifier: GPL-2.0
/*
 * replace-function: has functions of ours run in the place of the engine's, by links: they were loaded
 * to replace those of another program, of our own, so that nobody was asked about the engine's. Tries
 * each function on each program of the engine that can be had, by its pin or by its id. Prints
 * ESCAPED for a link that is there.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "replace.skel.h"

static const char *const functions[] = { "count_number", "resolve_reason" };
static const char *const pins[] = { "control", "report", "guard_debugfs" };

#define ARRAY_SIZE(array) (sizeof(array) / sizeof(*(array)))

/* @function: what is replaced in @target; NULL: loads the target itself. */
static struct bpf_program *load(const char *function, int target)
{
	struct replace_bpf *skel = replace_bpf__open();
	struct bpf_program *program;
	char name[32] = "target";

	if (function)
		snprintf(name, sizeof(name), "replace_%s", function);
	program = skel ? bpf_object__find_program_by_name(skel->obj, name) : NULL;
	if (!program)
		return NULL;
	bpf_program__set_autoload(program, true);
	if (function && bpf_program__set_attach_target(program, target, function))
		return NULL;
	return replace_bpf__load(skel) ? NULL : program;
}

/* Returns whether it could be tried. */
static bool replace(const char *function, int ours, int engine, const char *name)
{
	struct bpf_program *program = load(function, ours);

	if (!program)
		return false;
	if (bpf_program__attach_freplace(program, engine, function))
		printf("ESCAPED: %s of %s\n", function, name);
	return true;
}

static bool try_program(int ours, int engine, const char *name)
{
	bool tried = true;

	for (size_t i = 0; engine >= 0 && i < ARRAY_SIZE(functions); i++)
		tried &= replace(functions[i], ours, engine, name);
	return tried;
}

static bool try_pins(int ours)
{
	char path[64];
	bool tried = true;

	for (size_t i = 0; i < ARRAY_SIZE(pins); i++) {
		snprintf(path, sizeof(path), "/run/initramfs/holdfast/%s", pins[i]);
		tried &= try_program(ours, bpf_obj_get(path), pins[i]);
	}
	return tried;
}

static bool try_ids(int ours)
{
	struct bpf_prog_info info;
	__u32 id = 0, size;
	bool tried = true;

	while (!bpf_prog_get_next_id(id, &id)) {
		int fd = bpf_prog_get_fd_by_id(id);

		size = sizeof(info);
		memset(&info, 0, sizeof(info));
		if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size) &&
		    !strcmp(info.name, "locked_down"))
			tried &= try_program(ours, fd, info.name);
		close(fd);
	}
	return tried;
}

int main(void)
{
	struct bpf_program *ours = load(NULL, -1);

	if (!ours || !try_pins(bpf_program__fd(ours)) || !try_ids(bpf_program__fd(ours))) {
		/* To the harness what could not be tried has not failed. */
		printf("ESCAPED, or could not be tried: %s\n", strerrorname_np(errno));
		return 1;
	}
	return 0;
}
