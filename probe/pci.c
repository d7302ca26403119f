// SPDX-License-Identifier: GPL-2.0
/* PCI: by configuration space and BARs, user space makes a device read and write memory. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/pci.h>
#include <linux/pci_regs.h>
#include <sys/ioctl.h>

#include "machine.h"

/* A PCI function: its address, and the interrupt line, a byte that only software uses. */
struct function {
	unsigned int domain, bus, slot, function;
	uint8_t line;
};

/* Finds the first function, which is nearly always the host bridge. */
static bool find_function(struct probe_result *res, struct function *f)
{
	char path[128];
	glob_t found;
	int fd, n;

	if (glob("/sys/bus/pci/devices/0000:*", 0, NULL, &found)) {
		probe_unreachable(res, "no PCI device");
		return false;
	}
	n = sscanf(strrchr(found.gl_pathv[0], '/') + 1, "%x:%x:%x.%x", &f->domain, &f->bus,
		   &f->slot, &f->function);
	snprintf(path, sizeof(path), "%s/config", found.gl_pathv[0]);
	globfree(&found);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (n != 4 || fd < 0 || pread(fd, &f->line, 1, PCI_INTERRUPT_LINE) != 1) {
		probe_unreachable(res, "%s cannot be read", path);
		return false;
	}
	close(fd);
	return true;
}

/* Writes the byte that was read back to its place. */
static void try_config_file(struct probe_result *res, const struct function *f, const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), err = 0;

	if (fd < 0) {
		probe_unreachable(res, "%s cannot be opened: %s", path, strerrorname_np(errno));
		return;
	}
	if (pwrite(fd, &f->line, 1, PCI_INTERRUPT_LINE) != 1)
		err = errno;
	probe_answer(res, err, 0, EPERM);
}

static void try_sysfs_config(struct probe_result *res)
{
	struct function f;
	char path[128];

	if (!find_function(res, &f))
		return;
	snprintf(path, sizeof(path), "/sys/bus/pci/devices/%04x:%02x:%02x.%x/config", f.domain,
		 f.bus, f.slot, f.function);
	try_config_file(res, &f, path);
}

DEFINE_PROBE(pci_config) = {
	.name = "pci-access",
	.reason = HF_REASON_PCI_ACCESS,
	.operation = "write the byte just read to a device's configuration space in /sys",
	.capability = CAP_SYS_ADMIN,
	.run = try_sysfs_config,
};

static void name_proc_file(const struct function *f, char *path, size_t size)
{
	snprintf(path, size, "/proc/bus/pci/%02x/%02x.%x", f->bus, f->slot, f->function);
}

static void try_proc_config(struct probe_result *res)
{
	struct function f;
	char path[128];

	if (!find_function(res, &f))
		return;
	name_proc_file(&f, path, sizeof(path));
	try_config_file(res, &f, path);
}

DEFINE_PROBE(pci_proc) = {
	.name = "pci-access/proc",
	.reason = HF_REASON_PCI_ACCESS,
	.operation = "write the byte just read to a device's configuration space in /proc/bus/pci",
	.capability = CAP_SYS_ADMIN,
	.run = try_proc_config,
};

static void try_proc_ioctl(struct probe_result *res)
{
	struct function f;
	char path[128];
	int fd;

	if (!find_function(res, &f))
		return;
	name_proc_file(&f, path, sizeof(path));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		probe_unreachable(res, "%s cannot be opened: %s", path, strerrorname_np(errno));
		return;
	}
	/* This only asks for the domain's number, but is refused like the others. */
	probe_answer(res, ioctl(fd, PCIIOC_CONTROLLER, 0) < 0 ? errno : 0, 0, EPERM);
}

DEFINE_PROBE(pci_proc_ioctl) = {
	.name = "pci-access/proc-ioctl",
	.reason = HF_REASON_PCI_ACCESS,
	.operation = "ioctl PCIIOC_CONTROLLER on a file in /proc/bus/pci",
	.capability = CAP_SYS_ADMIN,
	.run = try_proc_ioctl,
};
