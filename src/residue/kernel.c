// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/statfs.h>
#include <linux/magic.h>

#include "base/text_file.h"
#include "kernel/detached_mount.h"
#include "kernel/native.h"
#include "residue/kernel.h"
#include "residue/lines.h"

static const struct residue_way kexec = { "kexec-image", HF_REASON_KEXEC,
					  "replaces the kernel at a reboot" };
static const struct residue_way crash = { "kexec-image", HF_REASON_KEXEC,
					  "replaces the kernel at a crash" };
static const struct residue_way unsigned_module = { "module", HF_REASON_MODULE_SIGNATURE,
						    "runs unverified code in the kernel" };
static const struct residue_way gone_module = { "taint", HF_REASON_MODULE_SIGNATURE,
						"has run unverified code in the kernel" };
static const struct residue_way kprobe = { "kprobe", HF_REASON_KPROBES,
					   "observes a function of the kernel" };
static const struct residue_way tracer = { "tracer", HF_REASON_TRACEFS,
					   "records the kernel's functions" };
static const struct residue_way probe_event = { "probe-event", HF_REASON_TRACEFS,
						"can be recorded, and read by perf" };

/* The kernel's taints for a forced module, and for one without a valid signature. */
#define TAINT_FORCED   (1UL << 1)
#define TAINT_UNSIGNED (1UL << 13)

static void look_at_kexec(struct residue *residue, const char *path, const struct residue_way *way)
{
	char *text = read_text_file(AT_FDCWD, path);

	if (text && *text != '0')
		residue_add(residue, way, 0, "%s", path);
	/* Only a kernel without kexec lacks the file, if sysfs is mounted. */
	else if (!text && (errno != ENOENT || access("/sys/kernel", F_OK)))
		residue_add_gap(residue, errno, "%s", path);
	free(text);
}

/* Returns which of the taints F and E a module has, as bits of the kernel's taint. */
static unsigned long look_at_module(struct residue *residue, int modules, const char *name)
{
	unsigned long taints = 0;
	char path[300];
	char *text;

	snprintf(path, sizeof(path), "%s/taint", name);
	text = read_text_file(modules, path);
	/* Built-in modules have no taint, and the folder also holds a file. */
	if (!text && errno != ENOENT && errno != ENOTDIR)
		residue_add_gap(residue, errno, "module %s", name);
	if (text && strchr(text, 'F'))
		taints |= TAINT_FORCED;
	if (text && strchr(text, 'E'))
		taints |= TAINT_UNSIGNED;
	if (taints)
		residue_add(residue, &unsigned_module, 0, "%s (%s)", name,
			    taints & TAINT_UNSIGNED ? "unsigned" : "forced");
	free(text);
	return taints;
}

static void look_at_modules(struct residue *residue)
{
	DIR *modules = opendir("/sys/module");
	unsigned long present = 0, tainted;
	struct dirent *entry;
	char *text;

	if (!modules)
		residue_add_gap(residue, errno, "/sys/module");
	while (modules && (entry = readdir(modules)))
		if (*entry->d_name != '.')
			present |= look_at_module(residue, dirfd(modules), entry->d_name);
	if (modules)
		closedir(modules);
	text = read_text_file(AT_FDCWD, "/proc/sys/kernel/tainted");
	if (!text)
		residue_add_gap(residue, errno, "/proc/sys/kernel/tainted");
	tainted = text ? strtoul(text, NULL, 10) & ~present : 0;
	free(text);
	if (tainted & TAINT_FORCED)
		residue_add(residue, &gone_module, 0, "a forced module, unloaded since");
	if (tainted & TAINT_UNSIGNED)
		residue_add(residue, &gone_module, 0, "an unsigned module, unloaded since");
}

/* Opens it where it is mounted, or mounts it detached. -ENODEV: this kernel lacks the file system. */
static int open_file_system(const char *path, const char *type, long magic)
{
	struct statfs fs;
	int dir;

	if (statfs(path, &fs) || fs.f_type != magic)
		return open_detached_mount(type, NULL);
	dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return dir < 0 ? -errno : dir;
}

static void add_kprobes(struct residue *residue, const char *text)
{
	char symbol[128];

	for (; text && *text; text = strchr(text, '\n')) {
		text += *text == '\n';
		if (*text && !parse_kprobe(text, symbol))
			residue_add(residue, &kprobe, 0, "%s", symbol);
	}
}

/* Leaves out kprobe events, which are in the list of kprobes. */
static void add_events(struct residue *residue, char *text)
{
	char *rest = NULL;

	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (*line != 'p' && *line != 'r')
			residue_add(residue, &probe_event, 0, "%s", line);
}

static void add_tracer(struct residue *residue, char *text)
{
	text[strcspn(text, "\n")] = '\0';
	if (strcmp(text, "nop") != 0)
		residue_add(residue, &tracer, 0, "%s", text);
}

/* Passes a file's text to @add. If the file is missing, this kernel lacks the feature. */
static void look_at_file(struct residue *residue, int dir, const char *path,
			 void (*add)(struct residue *, char *))
{
	char *text = read_text_file(dir, path);

	if (text)
		add(residue, text);
	else if (errno != ENOENT)
		residue_add_gap(residue, errno, "%s", path);
	free(text);
}

static void add_listed_kprobes(struct residue *residue, char *text)
{
	add_kprobes(residue, text);
}

static void look_at_tracing(struct residue *residue)
{
	int debugfs = open_file_system("/sys/kernel/debug", "debugfs", DEBUGFS_MAGIC);
	enum hf_level native;
	int tracefs = -EPERM;

	/* At confidentiality tracefs is refused; and Linux 6.12 and 7.3, booted so, crash when one is unmounted. */
	if (native_read(&native) || native < HF_CONFIDENTIALITY)
		tracefs = open_file_system("/sys/kernel/tracing", "tracefs", TRACEFS_MAGIC);
	if (debugfs >= 0) {
		look_at_file(residue, debugfs, "kprobes/list", add_listed_kprobes);
		close(debugfs);
	} else if (debugfs != -ENODEV) {
		residue_add_gap(residue, -debugfs, "debugfs");
	}
	if (tracefs >= 0) {
		look_at_file(residue, tracefs, "dynamic_events", add_events);
		look_at_file(residue, tracefs, "current_tracer", add_tracer);
		close(tracefs);
	} else if (tracefs != -ENODEV) {
		residue_add_gap(residue, -tracefs, "tracefs");
	}
}

void residue_look_at_kernel(struct residue *residue)
{
	look_at_kexec(residue, "/sys/kernel/kexec_loaded", &kexec);
	look_at_kexec(residue, "/sys/kernel/kexec_crash_loaded", &crash);
	look_at_modules(residue);
	look_at_tracing(residue);
}
