// SPDX-License-Identifier: GPL-2.0
/* Kernel modules that nobody signed. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/syscall.h>

#include "machine.h"

/*
 * Not an ELF file, and no signature behind it: the signature is looked for first, the rest of it
 * (ENOEXEC) behind the check.
 */
static const char image[4096] = "not a module";

static bool is_switched_off(struct probe_result *res)
{
	if (read_number("/proc/sys/kernel/modules_disabled", 0) != 1)
		return false;
	probe_otherwise(res, EPERM, "kernel.modules_disabled is 1");
	return true;
}

static void answer(struct probe_result *res, int err)
{
	/* Said before lockdown is asked. */
	if (err == EKEYREJECTED)
		probe_otherwise(res, err, "this kernel demands signatures by itself");
	else
		probe_answer(res, err, ENOEXEC, EPERM);
}

static void try_init_module(struct probe_result *res)
{
	int err = 0;

	if (is_switched_off(res))
		return;
	if (syscall(SYS_init_module, image, sizeof(image), ""))
		err = errno;
	answer(res, err);
}

DEFINE_PROBE(init_module) = {
	.name = "module-signature",
	.reason = HF_REASON_MODULE_SIGNATURE,
	.operation = "init_module(2) of an unsigned image that is not a module",
	.capability = CAP_SYS_MODULE,
	.run = try_init_module,
};

static void try_finit_module(struct probe_result *res)
{
	int fd, err = 0;

	if (is_switched_off(res))
		return;
	fd = open_memory_file(res, image, sizeof(image));
	if (fd < 0)
		return;
	if (syscall(SYS_finit_module, fd, "", 0))
		err = errno;
	answer(res, err);
}

DEFINE_PROBE(finit_module) = {
	.name = "module-signature/finit",
	.reason = HF_REASON_MODULE_SIGNATURE,
	.operation = "finit_module(2) of an unsigned image that is not a module",
	.capability = CAP_SYS_MODULE,
	.run = try_finit_module,
};

/*
 * A parameter that sets hardware, and may be set at any time: 8250's share_irqs. The value just
 * read is written back. Up to 6.11 the module is 8250, with the file 8250_core.c; then it is told
 * by 8250_platform.c, and the module's name is the same.
 */
static void try_module_parameter(struct probe_result *res)
{
	static const char path[] = "/sys/module/8250/parameters/share_irqs";
	char value[32];
	ssize_t n;
	int fd;

	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		probe_unreachable(res, "no %s, the one such parameter known", path);
		return;
	}
	n = read(fd, value, sizeof(value));
	if (n <= 0) {
		probe_unreachable(res, "%s cannot be read", path);
		return;
	}
	probe_answer(res, pwrite(fd, value, (size_t)n, 0) == n ? 0 : errno, 0, EPERM);
}

DEFINE_PROBE(module_parameter) = {
	.name = "module-parameters",
	.reason = HF_REASON_MODULE_PARAMETERS,
	.operation = "write the value just read to a parameter that sets hardware (8250.share_irqs)",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_module_parameter,
};
