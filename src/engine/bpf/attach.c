// SPDX-License-Identifier: GPL-2.0
/* Attaching guards to a running engine, for the first time or again. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine/bpf/drivers.h"
#include "engine/ops.h"

int engine_attach(int program)
{
	int link = bpf_raw_tracepoint_open(NULL, program);

	for (int i = 0; i < 50 && link < 0 && errno == EBUSY; i++) {
		usleep(100000);
		link = bpf_raw_tracepoint_open(NULL, program);
	}
	return link < 0 ? -errno : link;
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

static void note_pins(int control, enum hf_guard guard)
{
	const char *name = guards[guard].pin;
	DIR *dir = opendir(ENGINE_DIR);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		int pin = strncmp(entry->d_name, name, strlen(name)) ?
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
	note_pins(control, HF_GUARD_DRIVERS);
	note_pins(control, HF_GUARD_DEBUGFS);
}

/* Makes a new name: a name that exists may be somebody else's pin. */
static int pin_link(const struct guard *guard, int link)
{
	char path[128];

	snprintf(path, sizeof(path), ENGINE_DIR "/%s-%d", guard->pin, getpid());
	return bpf_obj_pin(link, path) ? -errno : 0;
}

int engine_open_guard(const struct guard *guard, unsigned int id)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int program = engine_open_pin(guard->program);
	int err;

	if (program < 0)
		return program;
	err = bpf_obj_get_info_by_fd(program, &info, &size) ? -errno : info.id == id ? 0 : -ENOENT;
	if (!err)
		return program;
	close(program);
	return err;
}

static int attach_guard(const struct guard *guard, __u32 id)
{
	int program = engine_open_guard(guard, id);
	int link, err;

	if (program < 0)
		return program;
	link = engine_attach(program);
	err = link < 0 ? link : pin_link(guard, link);
	if (link >= 0)
		close(link);
	close(program);
	return err;
}

int engine_attach_set(const struct hf_state *state, guard_set set)
{
	int err = 0;

	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (set & GUARD_BIT(i))
			err = attach_guard(&guards[i], state->programs[i]) ?: err;
	return err;
}

/* Returns 0, 1 if no driver is loaded, or -errno. */
static int look_for_drivers(void)
{
	int control = engine_open_pin("control");
	bool found = false;
	int err = control < 0 ? control : note_drivers(control, &found);

	if (control >= 0)
		close(control);
	return err ?: !found;
}

int bpf_attach_guards(unsigned int needs)
{
	struct guards_seen seen;
	struct engine engine;
	guard_set wanted = 0;
	int drivers = needs & NEEDS_DRIVERS ? look_for_drivers() : 1;

	if (drivers < 0)
		return drivers;
	if (drivers)
		needs &= ~(unsigned int)NEEDS_DRIVERS;
	if (engine_open(&engine) != ENGINE_FOUND)
		return -ENOENT;
	engine_close(&engine);
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (guards[i].needed_for & needs && guard_is_for_kernel(&guards[i]))
			wanted |= GUARD_BIT(i);
	/* A killed raise may have left a guard attached, and each attaches only once. */
	engine_look_at_guards(&engine.last.state, wanted, &seen);
	return engine_attach_set(&engine.last.state, seen.missing);
}
