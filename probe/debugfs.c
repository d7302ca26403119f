// SPDX-License-Identifier: GPL-2.0
/* debugfs: files for the authors of drivers, some of which reach registers and memory. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine.h"

#define ROOT "/sys/kernel/debug/"

/* Files whose opening does nothing. Each kernel has some of them. */
static const char *const writable[] = { ROOT "clear_warn_once", ROOT "fault_around_bytes",
					ROOT "split_huge_pages", ROOT "sched/verbose",
					ROOT "x86/tlb_single_page_flush_ceiling" };
static const char *const readable[] = { ROOT "sched/verbose", ROOT "fault_around_bytes",
					ROOT "x86/tlb_single_page_flush_ceiling" };
static const char *const read_only[] = { ROOT "wakeup_sources", ROOT "devices_deferred",
					 ROOT "suspend_stats", ROOT "sleep_time", ROOT "gpio" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The first of @paths that exists and has the mode @mode within @mask. */
static const char *find_file(struct probe_result *res, const char *const *paths, size_t count,
			     mode_t mask, mode_t mode)
{
	struct stat st;

	if (!need_mount(res, "debugfs", "/sys/kernel/debug"))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!stat(paths[i], &st) && (st.st_mode & mask) == mode)
			return paths[i];
	probe_unreachable(res, "debugfs has none of the files that this probe knows");
	return NULL;
}

static void try_write(struct probe_result *res)
{
	const char *path = find_file(res, writable, COUNT(writable), 0200, 0200);

	if (path)
		probe_answer(res, try_open(path, O_WRONLY), 0, EPERM);
}

DEFINE_PROBE(debugfs_write) = {
	.name = "debugfs",
	.reason = HF_REASON_DEBUGFS,
	.operation = "open a file of debugfs to write",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_write,
};

/* A file that somebody may write counts as a setting, not as a report, so reading it is refused, too. */
static void try_read(struct probe_result *res)
{
	const char *path = find_file(res, readable, COUNT(readable), 0600, 0600);

	if (path)
		probe_answer(res, try_open(path, O_RDONLY), 0, EPERM);
}

DEFINE_PROBE(debugfs_read) = {
	.name = "debugfs/read",
	.reason = HF_REASON_DEBUGFS,
	.operation = "open a file of debugfs that somebody may write, to read",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_read,
};

/* A file with mode 0444, no ioctl and no mmap: the kernel's own lockdown allows reading it at every level. */
static void try_read_only(struct probe_result *res)
{
	const char *path = find_file(res, read_only, COUNT(read_only), 07777, 0444);

	if (path)
		probe_answer(res, try_open(path, O_RDONLY), 0, EPERM);
}

DEFINE_PROBE(debugfs_read_0444) = {
	.name = "debugfs-read",
	.reason = HF_REASON_DEBUGFS_READ,
	.operation = "open a file of debugfs that nobody may write, to read",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_read_only,
};

/* Sets the mode or the owner that the file has. A lock is asked about both, because they decide who may open it. */
static void try_attribute(struct probe_result *res, bool owner)
{
	const char *path = find_file(res, writable, COUNT(writable), 0200, 0200);
	struct stat st;
	int err;

	if (!path)
		return;
	if (stat(path, &st)) {
		probe_unreachable(res, "%s is gone", path);
		return;
	}
	err = owner ? chown(path, st.st_uid, st.st_gid) : chmod(path, st.st_mode & 07777);
	probe_answer(res, err ? errno : 0, 0, EPERM);
}

static void try_chmod(struct probe_result *res)
{
	try_attribute(res, false);
}

DEFINE_PROBE(debugfs_chmod) = {
	.name = "debugfs/chmod",
	.reason = HF_REASON_DEBUGFS,
	.operation = "chmod(2) of a file of debugfs to the mode it has",
	.capability = CAP_FOWNER,
	.run = try_chmod,
};

static void try_chown(struct probe_result *res)
{
	try_attribute(res, true);
}

DEFINE_PROBE(debugfs_chown) = {
	.name = "debugfs/chown",
	.reason = HF_REASON_DEBUGFS,
	.operation = "chown(2) of a file of debugfs to the owner it has",
	.capability = CAP_FOWNER,
	.run = try_chown,
};
