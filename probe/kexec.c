// SPDX-License-Identifier: GPL-2.0
/* kexec: a kernel of the attacker's own would replace this one. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <asm/bootparam.h>
#include <linux/kexec.h>
#include <sys/syscall.h>

#include "machine.h"

/*
 * Both settings return EPERM before lockdown is asked. Since 6.3 each attempt may use up one of a limited number, which
 * cannot be given back.
 */
static bool is_switched_off(struct probe_result *res)
{
	long limit = read_number("/proc/sys/kernel/kexec_load_limit_reboot", -1);

	if (read_number("/proc/sys/kernel/kexec_load_disabled", 0) == 1)
		probe_otherwise(res, EPERM, "kernel.kexec_load_disabled is 1");
	else if (limit == 0)
		probe_otherwise(res, EPERM, "kernel.kexec_load_limit_reboot is 0");
	else if (limit > 0)
		probe_unreachable(res, "would use up one of kernel.kexec_load_limit_reboot");
	else
		return false;
	return true;
}

/* Flags that no kernel has. The kernel rejects them after the check, before it reads the image. */
#define BAD_FLAGS 0xff00UL

static void try_kexec_load(struct probe_result *res)
{
	int err = 0;

	if (is_switched_off(res))
		return;
	if (syscall(SYS_kexec_load, 0UL, 0UL, NULL, BAD_FLAGS))
		err = errno;
	probe_answer(res, err, EINVAL, EPERM);
}

DEFINE_PROBE(kexec_load) = {
	.name = "kexec",
	.reason = HF_REASON_KEXEC,
	.operation = "kexec_load(2) with invalid flags",
	.capability = CAP_SYS_BOOT,
	.run = try_kexec_load,
};

/*
 * Passes the header of an unsigned bzImage, which is enough for the kernel to recognize it. After the check the kernel
 * reads the initrd, whose descriptor is invalid: EBADF, and nothing is loaded. A kernel without CONFIG_KEXEC_SIG has no
 * check, and is open.
 */
static void try_kexec_file_load(struct probe_result *res)
{
	struct boot_params image;
	int fd, err = 0;

	if (is_switched_off(res))
		return;
	memset(&image, 0, sizeof(image));
	image.hdr.boot_flag = 0xaa55;
	image.hdr.header = 0x53726448; /* "HdrS" */
	image.hdr.version = 0x020f;
	image.hdr.loadflags = LOADED_HIGH;
	image.hdr.xloadflags = XLF_KERNEL_64 | XLF_CAN_BE_LOADED_ABOVE_4G | XLF_5LEVEL;
	fd = open_memory_file(res, &image, sizeof(image));
	if (fd < 0)
		return;
	if (syscall(SYS_kexec_file_load, fd, -1, 0UL, NULL, 0UL))
		err = errno;
	if (err == ENOEXEC)
		probe_unreachable(res, "this kernel does not recognize the image");
	else if (err == EBUSY)
		probe_unreachable(res, "kexec is busy");
	else if (err == EKEYREJECTED || err == ENODATA || err == ELIBBAD)
		probe_otherwise(res, err, "this kernel demands signatures by itself");
	else
		probe_answer(res, err, EBADF, EPERM);
}

DEFINE_PROBE(kexec_file_load) = {
	.name = "kexec/file",
	.reason = HF_REASON_KEXEC,
	.operation = "kexec_file_load(2) of an unsigned image, with an invalid initrd",
	.capability = CAP_SYS_BOOT,
	.run = try_kexec_file_load,
};
