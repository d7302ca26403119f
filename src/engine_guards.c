// SPDX-License-Identifier: GPL-2.0
/* The engine's guards: attaching those that come later, and whether all are there. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "drivers.h"
#include "engine.h"
#include "hidden_anchor.h"

int engine_attach(int program)
{
	int link = bpf_raw_tracepoint_open(NULL, program);

	for (int i = 0; i < 50 && link < 0 && errno == EBUSY; i++) {
		usleep(100000);
		link = bpf_raw_tracepoint_open(NULL, program);
	}
	return link < 0 ? -errno : link;
}

/* Attached later, or not at all. */
static const struct guard guard_of_debugfs = { DEBUGFS_PROGRAM, DEBUGFS_LINK };
static const struct guard guard_of_drivers = { DRIVERS_PROGRAM, DRIVERS_LINK };

const struct guard exception_guards[EXCEPTION_GUARDS] = {
	{ "guard_exec", "at_check" },	{ "mark_exec", "at_exec" },
	{ "mark_fork", "at_fork" },	{ "guard_excepted", "at_ptrace" },
	{ "check_library", "at_mmap" }, { "check_mprotect", "at_mprotect" },
};

/* Whether the pin of that name is a link of the program with that id. */
static bool is_link_of(const char *name, __u32 program)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);
	int fd = engine_open_pin(name);
	bool is;

	if (fd < 0)
		return false;
	is = !bpf_obj_get_info_by_fd(fd, &info, &size) && info.type == BPF_LINK_TYPE_TRACING &&
	     info.prog_id == program;
	close(fd);
	return is;
}

/*
 * Whether a pin is there that keeps the guard attached. @program: its id; 0: the name is
 * enough, for those who may not open it.
 */
static bool is_attached(const struct guard *guard, __u32 program)
{
	DIR *dir = opendir(ENGINE_DIR);
	struct dirent *entry;
	bool attached = false;

	while (dir && !attached && (entry = readdir(dir)))
		attached = !strncmp(entry->d_name, guard->link, strlen(guard->link)) &&
			   (!program || is_link_of(entry->d_name, program));
	if (dir)
		closedir(dir);
	return attached;
}

/* The name is its own: one that was there before could be anybody's, and anything. */
static int pin_link(const struct guard *guard, int link)
{
	char path[128];

	snprintf(path, sizeof(path), ENGINE_DIR "/%s-%d", guard->link, getpid());
	return bpf_obj_pin(link, path) ? -errno : 0;
}

/* Where it was loaded with it, its link may be out of sight, and there is no program for it. */
static bool is_in_place(const struct guard *guard)
{
	char program[128];

	if (is_attached(guard, 0))
		return true;
	snprintf(program, sizeof(program), ENGINE_DIR "/%s", guard->program);
	return hidden_anchor_is_used(ENGINE_DIR) && access(program, F_OK);
}

static int attach_guard(const struct guard *guard)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int program = engine_open_pin(guard->program);
	int link, err;

	if (program < 0)
		return is_in_place(guard) ? 0 : program;
	err = bpf_obj_get_info_by_fd(program, &info, &size) ? -errno : 0;
	/* A raise that was killed has left it, and it attaches only once. */
	if (err || is_attached(guard, info.id))
		goto cleanup;
	link = engine_attach(program);
	err = link < 0 ? link : pin_link(guard, link);
	if (link >= 0)
		close(link);
cleanup:
	close(program);
	return err;
}

int engine_attach_confidentiality(void)
{
	return attach_guard(&guard_of_debugfs);
}

int engine_attach_integrity(void)
{
	int control = engine_open_pin("control");
	bool found = false;
	int err = control < 0 ? control : note_drivers(control, &found);

	if (control >= 0)
		close(control);
	return !err && found ? attach_guard(&guard_of_drivers) : err;
}

int engine_attach_exceptions(bool libraries, bool paths)
{
	size_t count = libraries ? EXCEPTION_GUARDS : EXCEPTION_GUARDS_WITHOUT;
	int err = paths ? attach_guard(&guard_of_debugfs) : 0;

	for (size_t i = 0; i < count && !err; i++)
		err = attach_guard(&exception_guards[i]);
	return err;
}

bool engine_is_guarded(const struct hf_state *state)
{
	bool opens = state->level >= HF_CONFIDENTIALITY || hf_policy_of(state)->paths;
	bool guarded = !opens || is_in_place(&guard_of_debugfs);

	if (!hf_policy_of(state)->exceptions)
		return guarded;
	for (size_t i = 0; i < EXCEPTION_GUARDS_WITHOUT; i++)
		guarded &= is_in_place(&exception_guards[i]);
	return guarded;
}

bool engine_is_whole(void)
{
	/* Nobody can take apart what nobody can reach. */
	if (hidden_anchor_is_used(ENGINE_DIR))
		return true;
	return !access(ENGINE_DIR "/locked_down", F_OK) && !access(ENGINE_DIR "/bpf_prog", F_OK) &&
	       !access(ENGINE_DIR "/modules", F_OK) && !access(ENGINE_DIR "/witness", F_OK);
}
