// SPDX-License-Identifier: GPL-2.0
/* Model-specific registers, among them those for system call entry points, caches and voltages. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <asm/msr.h>
#include <sys/ioctl.h>

#include "machine.h"

/*
 * IA32_SYSENTER_CS: every x86-64 processor has it, and the kernel sets it once, at boot. So the value that was read is
 * still right when it is written back.
 */
#define REGISTER 0x174

static int open_msr(struct probe_result *res, uint64_t *value)
{
	static const char path[] = "/dev/cpu/0/msr";
	char writes[16];
	int fd;

	if (!need_module(res, "msr"))
		return -1;
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0 || pread(fd, value, sizeof(*value), REGISTER) != sizeof(*value)) {
		probe_unreachable(res, "%s cannot be %s: %s", path, fd < 0 ? "opened" : "read",
				  strerrorname_np(errno));
		return -1;
	}
	/* This setting also returns EPERM, after lockdown was asked. */
	read_text("/sys/module/msr/parameters/allow_writes", writes, sizeof(writes));
	if (!strcmp(writes, "off")) {
		probe_otherwise(res, EPERM, "msr.allow_writes is off");
		return -1;
	}
	return fd;
}

/* Writes half a register: EINVAL, after the check, and before the kernel is tainted. */
static void try_msr(struct probe_result *res)
{
	uint64_t value;
	int fd = open_msr(res, &value), err = 0;

	if (fd < 0)
		return;
	if (pwrite(fd, &value, sizeof(value) / 2, REGISTER) < 0)
		err = errno;
	probe_answer(res, err, EINVAL, EPERM);
}

DEFINE_PROBE(msr) = {
	.name = "msr",
	.reason = HF_REASON_MSR,
	.operation = "write half of a register to /dev/cpu/0/msr",
	.capability = CAP_SYS_RAWIO,
	.run = try_msr,
};

#define TAINTS "it marks the kernel as tainted (CPU out of specification)"

static void try_msr_write(struct probe_result *res)
{
	uint64_t value;
	int fd = open_msr(res, &value), err = 0;

	if (fd < 0)
		return;
	if (pwrite(fd, &value, sizeof(value), REGISTER) != sizeof(value))
		err = errno;
	probe_answer(res, err, 0, EPERM);
}

DEFINE_PROBE(msr_write) = {
	.name = "msr/write",
	.reason = HF_REASON_MSR,
	.operation = "write a register's own value (IA32_SYSENTER_CS) to /dev/cpu/0/msr",
	.capability = CAP_SYS_RAWIO,
	.intrusive = TAINTS,
	.run = try_msr_write,
};

static void try_msr_ioctl(struct probe_result *res)
{
	/* eax, ecx, edx, ebx, esp, ebp, esi, edi: the order of X86_IOC_WRMSR_REGS */
	uint32_t regs[8] = { [1] = REGISTER };
	uint64_t value;
	int fd = open_msr(res, &value), err = 0;

	if (fd < 0)
		return;
	regs[0] = (uint32_t)value;
	regs[2] = (uint32_t)(value >> 32);
	if (ioctl(fd, X86_IOC_WRMSR_REGS, regs))
		err = errno;
	probe_answer(res, err, 0, EPERM);
}

DEFINE_PROBE(msr_ioctl) = {
	.name = "msr/ioctl",
	.reason = HF_REASON_MSR,
	.operation = "write a register's own value by the ioctl X86_IOC_WRMSR_REGS",
	.capability = CAP_SYS_RAWIO,
	.intrusive = TAINTS,
	.run = try_msr_ioctl,
};
