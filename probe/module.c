// SPDX-License-Identifier: GPL-2.0
/* Unsigned kernel modules. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <sys/syscall.h>

#include "machine.h"

/*
 * An image that is neither signed nor an ELF file. The kernel looks for the signature first, then does the check, and
 * parses the image (ENOEXEC) last.
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
	/* The kernel returns this before it asks lockdown. */
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
