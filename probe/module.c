// SPDX-License-Identifier: GPL-2.0
/* Kernel modules that nobody signed. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/syscall.h>

#include "machine.h"

/*
 * Not an ELF file, and no signature after it: the signature is looked for first, the rest of it
 * (ENOEXEC) after the check.
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
