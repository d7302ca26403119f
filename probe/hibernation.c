// SPDX-License-Identifier: GPL-2.0
/* Hibernation: the image on disk becomes the kernel, and anybody may have written it. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "machine.h"

/* Whether a file of memfd_secret(2) is open or mapped: its memory must not go to disk. */
static bool has_secret_memory(void)
{
	static const char *const patterns[] = { "/proc/[0-9]*/fd/*", "/proc/[0-9]*/map_files/*" };
	char target[64];
	bool found = false;
	glob_t links;

	for (int i = 0; i < 2 && !found; i++) {
		if (glob(patterns[i], GLOB_NOSORT, NULL, &links))
			continue;
		for (size_t j = 0; j < links.gl_pathc && !found; j++) {
			ssize_t n = readlink(links.gl_pathv[j], target, sizeof(target) - 1);

			target[n > 0 ? n : 0] = '\0';
			found = !strncmp(target, "/secretmem", strlen("/secretmem"));
		}
		globfree(&links);
	}
	return found;
}

/* hibernation_available() also returns EPERM for other causes than lockdown. */
static void answer(struct probe_result *res, int err, int after)
{
	glob_t memory;

	if (err == EPERM && (on_command_line("nohibernate") || on_command_line("hibernate=no"))) {
		probe_otherwise(res, err, "the kernel's command line switches hibernation off");
		return;
	}
	if (err == EPERM && has_secret_memory()) {
		probe_otherwise(res, err, "a process has memory of memfd_secret(2)");
		return;
	}
	if (err == EPERM && !glob("/sys/bus/cxl/devices/mem*", 0, NULL, &memory)) {
		globfree(&memory);
		probe_otherwise(res, err, "a CXL memory device forbids hibernation");
		return;
	}
	probe_answer(res, err, after, EPERM);
}

/* Writes an invalid mode: EINVAL, after the check. The mode stays, and nothing sleeps. */
static void try_mode(struct probe_result *res)
{
	static const char path[] = "/sys/power/disk", mode[] = "no-such-mode";
	int fd = open(path, O_WRONLY | O_CLOEXEC), err = 0;

	if (fd < 0) {
		probe_unreachable(res, "no %s: a kernel without hibernation", path);
		return;
	}
	if (write(fd, mode, strlen(mode)) < 0)
		err = errno;
	answer(res, err, EINVAL);
}

DEFINE_PROBE(hibernation) = {
	.name = "hibernation",
	.reason = HF_REASON_HIBERNATION,
	.operation = "write an invalid mode to /sys/power/disk",
	.capability = CAP_SYS_ADMIN,
	.run = try_mode,
};

/* The device can be opened to read or to write. Both at once is ENOSYS, after the check. */
static void try_snapshot(struct probe_result *res)
{
	static const char path[] = "/dev/snapshot";
	int err = try_open(path, O_RDWR);

	if (err == ENOENT || err == ENXIO || err == ENODEV)
		probe_unreachable(res, "no %s", path);
	else if (err == EBUSY)
		probe_unreachable(res, "%s is in use", path);
	else
		answer(res, err, ENOSYS);
}

DEFINE_PROBE(hibernation_snapshot) = {
	.name = "hibernation/snapshot",
	.reason = HF_REASON_HIBERNATION,
	.operation = "open /dev/snapshot to read and write",
	.capability = CAP_SYS_ADMIN,
	.opens_device = true,
	.run = try_snapshot,
};
