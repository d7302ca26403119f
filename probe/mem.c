// SPDX-License-Identifier: GPL-2.0
/* Files that give access to memory: the machine's and the kernel's. */
#include <errno.h>
#include <fcntl.h>

#include "machine.h"

/* Lockdown only checks the open, and the probe only opens the file. */
static void try_memory_file(struct probe_result *res, const char *path)
{
	int err = try_open(path, O_RDONLY);

	if (err == ENOENT || err == ENXIO || err == ENODEV)
		probe_unreachable(res, "no %s", path);
	else
		probe_answer(res, err, 0, EPERM);
}

static void try_dev_mem(struct probe_result *res)
{
	try_memory_file(res, "/dev/mem");
}

DEFINE_PROBE(dev_mem) = {
	.name = "dev-mem",
	.reason = HF_REASON_DEV_MEM,
	.operation = "open /dev/mem to read",
	.capability = CAP_SYS_RAWIO,
	.opens_device = true,
	.run = try_dev_mem,
};

static void try_dev_port(struct probe_result *res)
{
	try_memory_file(res, "/dev/port");
}

DEFINE_PROBE(dev_port) = {
	.name = "dev-mem/port",
	.reason = HF_REASON_DEV_MEM,
	.operation = "open /dev/port to read",
	.capability = CAP_SYS_RAWIO,
	.opens_device = true,
	.run = try_dev_port,
};

static void try_kcore(struct probe_result *res)
{
	try_memory_file(res, "/proc/kcore");
}

DEFINE_PROBE(kcore) = {
	.name = "kcore",
	.reason = HF_REASON_KCORE,
	.operation = "open /proc/kcore to read",
	.capability = CAP_SYS_RAWIO,
	.run = try_kcore,
};
