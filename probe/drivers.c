// SPDX-License-Identifier: GPL-2.0
/* Drivers that give user space a device, or the machine's ports, without a check. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>

#include "machine.h"

static bool is_loaded(const char *module)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/module/%s", module);
	return !access(path, F_OK);
}

/* Loads @module without a parameter, for no device. The refusal comes from kernfs, with the errno @expected. */
static void try_load(struct probe_result *res, const char *module, int expected)
{
	char path[512];
	int err;

	if (read_number("/proc/sys/kernel/modules_disabled", 0) == 1) {
		probe_unreachable(res, "kernel.modules_disabled is 1");
		return;
	}
	if (find_module(module, path, sizeof(path))) {
		probe_unreachable(res, "this kernel has no module %s", module);
		return;
	}
	err = load_module_file(path, "");
	if (err == ENOENT || err == EEXIST || err == EOPNOTSUPP) {
		probe_unreachable(res, "%s cannot be loaded: %s", module, strerrorname_np(err));
		return;
	}
	probe_answer(res, err, 0, expected);
	if (!err)
		snprintf(res->module, sizeof(res->module), "%s", module);
}

static unsigned int find_major(const char *name)
{
	FILE *file = fopen("/proc/devices", "re");
	unsigned int number, major = 0;
	char line[128], device[64];

	/* Character devices come first, and no block device has such a name. */
	while (file && !major && fgets(line, sizeof(line), file))
		if (sscanf(line, "%u %63s", &number, device) == 2 && !strcmp(device, name))
			major = number;
	if (file)
		fclose(file);
	return major;
}

/*
 * Opens a minor number without a device: ENODEV, after the check. A real device may notice that it is opened. The node
 * is in a file system that only this process sees.
 */
static void try_device(struct probe_result *res, const char *name, unsigned int minor)
{
	static const char hidden[] = "/sys", node[] = "/sys/node";
	unsigned int major = find_major(name);

	if (!major) {
		probe_unreachable(res, "no devices of %s", name);
		return;
	}
	if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tmpfs", hidden, "tmpfs", MS_NOSUID | MS_NOEXEC, "size=64k") ||
	    mknod(node, S_IFCHR | 0600, makedev(major, minor))) {
		probe_unreachable(res, "no place for a device's node: %s", strerrorname_np(errno));
		return;
	}
	probe_answer(res, try_open(node, O_RDWR), ENODEV, EPERM);
}

/*
 * @minor: a number without a device. The BPF engine refuses the driver, the built-in LSM the opening of its devices: so
 * a driver that loads does not mean that the way is open.
 */
static void try_driver(struct probe_result *res, const char *name, unsigned int minor)
{
	if (!is_loaded(name))
		try_load(res, name, ENOMEM);
	if (is_loaded(name))
		try_device(res, name, minor);
}

static void try_uio(struct probe_result *res)
{
	try_driver(res, "uio", (1 << 20) - 1);
}

DEFINE_PROBE(uio) = {
	.name = "uio",
	.reason = HF_REASON_UIO,
	.operation = "load uio, and open a device of it that does not exist",
	.capability = CAP_SYS_ADMIN,
	.opens_device = true,
	.run = try_uio,
};

static void try_comedi(struct probe_result *res)
{
	try_driver(res, "comedi", 255);
}

DEFINE_PROBE(comedi) = {
	.name = "driver-ports/comedi",
	.reason = HF_REASON_DRIVER_PORTS,
	.operation = "load comedi, and open a device of it that does not exist",
	.capability = CAP_SYS_ADMIN,
	.opens_device = true,
	.run = try_comedi,
};

/* Writes a request that does not exist, and has no effect. Returns the errno. */
static int try_request(const char *path)
{
	int err = 0, fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return errno;
	if (write(fd, "9", 1) < 0)
		err = errno;
	close(fd);
	/* The driver's own errors: no such request, or no buffer for one. */
	return err == EINVAL || err == ENODEV ? 0 : err;
}

static void try_dcdbas(struct probe_result *res)
{
	if (!is_loaded("dcdbas"))
		try_load(res, "dcdbas", ENOMEM);
	if (is_loaded("dcdbas"))
		probe_answer(res, try_request("/sys/devices/platform/dcdbas/smi_request"), 0,
			     EPERM);
}

DEFINE_PROBE(dcdbas) = {
	.name = "driver-ports/dcdbas",
	.reason = HF_REASON_DRIVER_PORTS,
	.operation = "load dcdbas, and write an invalid request to its smi_request",
	.capability = CAP_SYS_ADMIN,
	.run = try_dcdbas,
};

/*
 * phram presents memory at any address as flash. Without an address it does nothing. Linux 6 only checks the address,
 * as it does for every such parameter.
 */
static void try_phram(struct probe_result *res)
{
	struct utsname kernel;

	if (!uname(&kernel) && !strncmp(kernel.release, "6.", 2))
		probe_unreachable(res, "this kernel's phram asks about its parameter only");
	else if (is_loaded("phram"))
		probe_unreachable(res, "phram is loaded already, and asks no more");
	else if (need_module(res, "mtd"))
		try_load(res, "phram", EPERM);
}

DEFINE_PROBE(phram) = {
	.name = "dev-mem/phram",
	.reason = HF_REASON_DEV_MEM,
	.operation = "load phram without an address",
	.capability = CAP_SYS_MODULE,
	.run = try_phram,
};
