// SPDX-License-Identifier: GPL-2.0
/* The engine's guards: attaching those that come later, and whether all are there. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "drivers.h"
#include "engine_ops.h"
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
static const struct guard guard_of_debugfs = { DEBUGFS_PROGRAM, DEBUGFS_LINK, 0 };
static const struct guard guard_of_drivers = { DRIVERS_PROGRAM, DRIVERS_LINK, 0 };

const struct guard policy_guards[POLICY_GUARDS] = {
	{ "guard_exec", "at_check", NEEDS_PROGRAMS },
	{ "mark_exec", "at_exec", NEEDS_PROGRAMS },
	{ "mark_fork", "at_fork", NEEDS_PROGRAMS },
	{ "guard_excepted", "at_ptrace", NEEDS_PROGRAMS },
	{ "note_traceme", "at_traceme", NEEDS_PROGRAMS },
	{ "guard_dump", "at_dump", NEEDS_PROGRAMS },
	{ "note_uprobe", "at_uprobe", NEEDS_PROGRAMS },
	{ "check_library", "at_mmap", NEEDS_LIBRARIES },
	{ "check_mprotect", "at_mprotect", NEEDS_LIBRARIES },
	{ "guard_read", "at_read", NEEDS_FILES },
	{ "guard_load", "at_load", NEEDS_FILES },
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

static void note_guard(int control, enum hf_guard guard, int pin)
{
	struct hf_control argument = {
		.op = HF_CONTROL_GUARD,
		.level = guard,
		.id = pin < 0 ? HF_NO_PIN : (unsigned long long)pin,
	};

	run_control(control, &argument);
}

static void note_pins(int control, enum hf_guard guard, const char *link)
{
	DIR *dir = opendir(ENGINE_DIR);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		int pin = strncmp(entry->d_name, link, strlen(link)) ?
				  -1 :
				  openat(dirfd(dir), entry->d_name, O_PATH | O_CLOEXEC);

		if (pin < 0)
			continue;
		note_guard(control, guard, pin);
		close(pin);
	}
	if (dir)
		closedir(dir);
}

void engine_note_guards(int control)
{
	note_guard(control, HF_GUARD_DRIVERS, -1);
	note_pins(control, HF_GUARD_DRIVERS, DRIVERS_LINK);
	note_pins(control, HF_GUARD_DEBUGFS, DEBUGFS_LINK);
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

int bpf_attach_confidentiality(void)
{
	return attach_guard(&guard_of_debugfs);
}

int bpf_attach_integrity(void)
{
	int control = engine_open_pin("control");
	bool found = false;
	int err = control < 0 ? control : note_drivers(control, &found);
	if (control >= 0)
		close(control);
	return !err && found ? attach_guard(&guard_of_drivers) : err;
}

int engine_attach_policy(unsigned int needs)
{
	int err = needs & NEEDS_OPENS ? attach_guard(&guard_of_debugfs) : 0;

	for (size_t i = 0; i < POLICY_GUARDS && !err; i++)
		if (policy_guards[i].needed_for & needs)
			err = attach_guard(&policy_guards[i]);
	return err;
}

/* Without the others something is refused that should not be; without these it is the other way. */
static unsigned int needs_of(const struct hf_policy *policy)
{
	return (policy->exceptions > policy->files ? NEEDS_PROGRAMS : 0) |
	       (policy->demanded ? NEEDS_FILES : 0);
}

bool bpf_is_guarded(const struct hf_state *state)
{
	bool opens = state->level >= HF_CONFIDENTIALITY || hf_policy_of(state)->paths;
	unsigned int needs = needs_of(hf_policy_of(state));
	bool guarded = !opens || is_in_place(&guard_of_debugfs);

	for (size_t i = 0; i < POLICY_GUARDS; i++)
		if (policy_guards[i].needed_for & needs)
			guarded &= is_in_place(&policy_guards[i]);
	return guarded;
}

bool bpf_is_whole(void)
{
	/* Nobody can take apart what nobody can reach. */
	if (hidden_anchor_is_used(ENGINE_DIR))
		return true;
	return !access(ENGINE_DIR "/locked_down", F_OK) && !access(ENGINE_DIR "/bpf_prog", F_OK) &&
	       !access(ENGINE_DIR "/modules", F_OK) && !access(ENGINE_DIR "/witness", F_OK);
}
