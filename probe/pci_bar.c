// SPDX-License-Identifier: GPL-2.0
/* PCI BARs: devices' registers and memory as files. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/pci.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "machine.h"

#define PAGE 4096ULL
#define BARS 6

/* Flags in the third column of /sys/bus/pci/devices/.../resource, from the kernel's ioport.h. */
#define FLAG_IO	    0x100ULL
#define FLAG_MEMORY 0x200ULL

struct bar {
	char device[256]; /* its folder in /sys */
	int number;
	unsigned long long start, size;
};

/*
 * Calls @try_bar for each BAR of that kind, until it returns something else than EINVAL. With IO_STRICT_DEVMEM the
 * kernel returns EINVAL, after the check, for a BAR that a driver uses.
 */
static int try_bars(unsigned long long kind, int (*try_bar)(const struct bar *bar), bool *found)
{
	struct bar bar;
	unsigned long long end, flags;
	int err = EINVAL;
	char path[300];
	glob_t devices;
	FILE *file;

	*found = false;
	if (glob("/sys/bus/pci/devices/0000:*", 0, NULL, &devices))
		return ENODEV;
	for (size_t i = 0; i < devices.gl_pathc && err == EINVAL; i++) {
		snprintf(bar.device, sizeof(bar.device), "%s", devices.gl_pathv[i]);
		snprintf(path, sizeof(path), "%s/resource", bar.device);
		file = fopen(path, "re");
		for (bar.number = 0; file && bar.number < BARS && err == EINVAL; bar.number++) {
			if (fscanf(file, "%llx %llx %llx", &bar.start, &end, &flags) != 3)
				break;
			bar.size = end - bar.start + 1;
			if (!(flags & kind) || (kind == FLAG_MEMORY && bar.size < PAGE))
				continue;
			*found = true;
			err = try_bar(&bar);
		}
		if (file)
			fclose(file);
	}
	globfree(&devices);
	return err;
}

/* Maps a page for reading, but does not read it: the device may notice that. */
static int map_page(const char *path, unsigned long long offset, bool as_memory)
{
	int fd = open(path, O_RDWR | O_CLOEXEC), err;
	void *page;

	if (fd < 0)
		return ENODEV;
	if (as_memory)
		ioctl(fd, PCIIOC_MMAP_IS_MEM, 0);
	page = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, (off_t)offset);
	err = page == MAP_FAILED ? errno : 0;
	if (!err)
		munmap(page, PAGE);
	close(fd);
	return err;
}

static int map_resource(const struct bar *bar)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/resource%d", bar->device, bar->number);
	return map_page(path, 0, false);
}

static int map_proc(const struct bar *bar)
{
	unsigned int domain, bus, slot, function;
	char path[64];

	if (sscanf(strrchr(bar->device, '/') + 1, "%x:%x:%x.%x", &domain, &bus, &slot, &function) !=
	    4)
		return ENODEV;
	snprintf(path, sizeof(path), "/proc/bus/pci/%02x/%02x.%x", bus, slot, function);
	return map_page(path, bar->start, true);
}

static void try_map(struct probe_result *res, int (*map)(const struct bar *bar))
{
	bool found;
	int err = try_bars(FLAG_MEMORY, map, &found);

	if (!found)
		probe_unreachable(res, "no PCI device with memory of a page or more");
	else if (err == EINVAL)
		probe_unreachable(res, "drivers have all of the PCI devices' memory");
	else if (err == ENODEV)
		probe_unreachable(res, "the PCI device's file cannot be opened");
	else
		probe_answer(res, err, 0, EPERM);
}

static void try_resource_mmap(struct probe_result *res)
{
	try_map(res, map_resource);
}

DEFINE_PROBE(pci_resource_mmap) = {
	.name = "pci-access/resource-mmap",
	.reason = HF_REASON_PCI_ACCESS,
	.operation = "map a page of a device's memory BAR in /sys, to read",
	.capability = CAP_SYS_RAWIO,
	.run = try_resource_mmap,
};

static void try_proc_mmap(struct probe_result *res)
{
	try_map(res, map_proc);
}

DEFINE_PROBE(pci_proc_mmap) = {
	.name = "pci-access/proc-mmap",
	.reason = HF_REASON_PCI_ACCESS,
	.operation = "map a page of a device's memory BAR in /proc/bus/pci, to read",
	.capability = CAP_SYS_RAWIO,
	.run = try_proc_mmap,
};

/* Writes three bytes, which no I/O instruction does: EINVAL, after the check. */
static int write_port(const struct bar *bar)
{
	static const char bytes[3];
	char path[300];
	int fd, err;

	snprintf(path, sizeof(path), "%s/resource%d", bar->device, bar->number);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return ENODEV;
	err = pwrite(fd, bytes, sizeof(bytes), 0) < 0 ? errno : 0;
	close(fd);
	return err;
}

static void try_resource_port(struct probe_result *res)
{
	bool found;
	int err = try_bars(FLAG_IO, write_port, &found);

	if (!found || err == ENODEV)
		probe_unreachable(res, "no PCI device with I/O ports to open");
	else
		probe_answer(res, err, EINVAL, EPERM);
}

DEFINE_PROBE(pci_resource_port) = {
	.name = "pci-access/resource-io",
	.reason = HF_REASON_PCI_ACCESS,
	.operation = "write to a device's I/O ports in /sys, with an invalid width",
	.capability = CAP_SYS_RAWIO,
	.run = try_resource_port,
};
