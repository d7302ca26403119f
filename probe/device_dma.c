// SPDX-License-Identifier: GPL-2.0
/* Commands from user space to a device, which tell it where in memory to read and write. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/nvme_ioctl.h>
#include <sys/ioctl.h>

#include "machine.h"

/* Opens the node of a device of sysfs's @folder whose name begins with @prefix; -1 if none can be opened. */
static int open_first(const char *folder, const char *prefix)
{
	size_t length = strlen(prefix);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[280];
	int fd = -1;

	while (dir && fd < 0 && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, prefix, length))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (dir)
		closedir(dir);
	return fd;
}

/* Passes no command. After the check the driver notices that first. */
static void try_nvme(struct probe_result *res, const char *folder, const char *prefix,
		     unsigned long request)
{
	int fd = open_first(folder, prefix);

	if (fd < 0) {
		probe_unreachable(res, "no NVMe device in %s that can be opened", folder);
		return;
	}
	probe_answer(res, ioctl(fd, request, NULL) ? errno : 0, EFAULT, EPERM);
	close(fd);
}

static void try_admin(struct probe_result *res)
{
	try_nvme(res, "/sys/class/nvme", "nvme", NVME_IOCTL_ADMIN_CMD);
}

DEFINE_PROBE(nvme_admin) = {
	.name = "device-dma/nvme-admin",
	.reason = HF_REASON_DEVICE_DMA,
	.operation = "hand an NVMe controller an admin command (NVME_IOCTL_ADMIN_CMD), without an "
		     "address",
	.capability = CAP_SYS_ADMIN,
	.run = try_admin,
};

static void try_io(struct probe_result *res)
{
	try_nvme(res, "/sys/class/block", "nvme", NVME_IOCTL_IO_CMD);
}

DEFINE_PROBE(nvme_io) = {
	.name = "device-dma/nvme-io",
	.reason = HF_REASON_DEVICE_DMA,
	.operation = "hand an NVMe disk a command to read or write (NVME_IOCTL_IO_CMD), without an "
		     "address",
	.capability = CAP_SYS_ADMIN,
	.run = try_io,
};
