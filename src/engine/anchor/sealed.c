// SPDX-License-Identifier: GPL-2.0
/*
 *	/run <- the outer mount, private <- SEAL_DIR: the anchor, a bpffs with all pins
 *
 * The outer mount is made first. It holds only a symbolic link for each pin, so that the pins are found at
 * ENGINE_DIR. The places that the seal guards are noted while the anchor is still detached. The engine seals itself
 * when it sees the anchor mounted on the outer mount (bpf/seal_mounts.bpf.h, which also says why the outer mount is
 * private, and why the anchor is mounted on a directory of it).
 *
 * Mount namespaces that are older see only the outer mount, and get handles of their own in it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/anchor/sealed.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/own.h"
#include "engine/engine.h"
#include "kernel/detached_mount.h"

static int link_pins(const struct anchor_pin *pins, size_t count)
{
	char path[128], target[128];

	if (mkdir(SEAL_DIR, 0755))
		return fail("cannot make %s: %m", SEAL_DIR);
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof(path), ENGINE_DIR "/%s", pins[i].name);
		snprintf(target, sizeof(target), SEAL_DIR "/%s", pins[i].name);
		if (symlink(target, path))
			return fail("cannot link %s to its pin: %m", path);
	}
	return 0;
}

static int mount_outer(const struct anchor_pin *pins, size_t count)
{
	return anchor_commit(ENGINE_DIR, NULL, 0)      ?:
		       anchor_make_private(ENGINE_DIR) ?:
							 link_pins(pins, count);
}

static int note_places(int control, int anchor)
{
	return own_note_file_system(control, ENGINE_DIR)	 ?:
		       own_note_outer_mount(control, ENGINE_DIR) ?:
		       own_note_mounts(control, ENGINE_DIR)	 ?:
								   own_note_detached(control, anchor);
}

/* Pins the handles that read and raise the engine. The lock holds without them. */
static void pin_handles(const struct anchor_pin *pins, size_t count)
{
	static const char *const handles[] = { "report", "control", "record" };
	char path[128];

	if (mkdir(HANDLES_DIR, 0755))
		return;
	for (size_t i = 0; i < count; i++)
		for (size_t h = 0; h < sizeof(handles) / sizeof(handles[0]); h++) {
			if (strcmp(pins[i].name, handles[h]))
				continue;
			snprintf(path, sizeof(path), HANDLES_DIR "/%s", handles[h]);
			if (!bpf_obj_pin(pins[i].fd, path))
				chmod(path, pins[i].mode);
		}
}

static int commit(int control, int ftrace_guard, int anchor, const struct anchor_pin *pins,
		  size_t count)
{
	int err;

	if (mount_outer(pins, count) || anchor_pin_all(anchor, pins, count) ||
	    note_places(control, anchor) || ftrace_guard_attach(ftrace_guard))
		return -1;
	err = anchor_mount(anchor, SEAL_DIR);
	if (err)
		ftrace_guard_detach(ftrace_guard);
	else
		pin_handles(pins, count);
	return err;
}

int sealed_anchor_commit(int control, int ftrace_guard, const struct anchor_pin *pins, size_t count)
{
	int anchor = open_detached_mount("bpf", "0755");
	int err;

	if (anchor < 0)
		return fail("cannot mount a bpffs: %s", strerror(-anchor));
	err = commit(control, ftrace_guard, anchor, pins, count);
	/* Our working directory would keep the mount busy. */
	if (chdir("/"))
		err = fail("cannot change to /: %m");
	close(anchor);
	if (err)
		anchor_clear(ENGINE_DIR);
	return err;
}
