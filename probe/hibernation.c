// SPDX-License-Identifier: GPL-2.0
/* Hibernation: the image on disk becomes the kernel, whoever wrote it there. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "machine.h"

/* What is in memfd_secret(2)'s memory must not go to disk: a file of it, open or mapped. */
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

/* hibernation_available() has more grounds for its EPERM than lockdown. */
static void answer(struct probe_result *res, int err, int behind)
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
	probe_answer(res, err, behind, EPERM);
}

/* No such mode: EINVAL, after the check; the mode stays as it is, and nothing sleeps. */
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

/* It can be opened to read or to write: both is ENOSYS, after the check. */
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
