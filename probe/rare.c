// SPDX-License-Identifier: GPL-2.0
/* Drivers that few machines have. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "machine.h"

static void try_efi_test(struct probe_result *res)
{
	static const char path[] = "/dev/efi_test";
	int err;

	if (access("/sys/firmware/efi", F_OK)) {
		probe_unreachable(res, "not booted by EFI");
		return;
	}
	if (access(path, F_OK) && !need_module(res, "efi_test"))
		return;
	err = try_open(path, O_RDONLY);
	if (err == ENOENT || err == ENXIO || err == ENODEV)
		probe_unreachable(res, "no %s", path);
	else
		probe_answer(res, err, 0, EPERM);
}

DEFINE_PROBE(efi_test) = {
	.name = "efi-test",
	.reason = HF_REASON_EFI_TEST,
	.operation = "open /dev/efi_test",
	.capability = CAP_SYS_ADMIN,
	.opens_device = true,
	.run = try_efi_test,
};

/* Without its argument the module only returns ENXIO, after the check, and is not loaded. */
static void try_mmiotrace(struct probe_result *res)
{
	char path[512];
	int err;

	if (find_module("testmmiotrace", path, sizeof(path))) {
		probe_unreachable(res, "this kernel has no module testmmiotrace");
		return;
	}
	err = load_module_file(path, "");
	if (err == ENOENT || err == EEXIST || err == EOPNOTSUPP)
		probe_unreachable(res, "testmmiotrace cannot be loaded: %s", strerrorname_np(err));
	else
		probe_answer(res, err, ENXIO, EPERM);
}

DEFINE_PROBE(mmiotrace) = {
	.name = "mmiotrace",
	.reason = HF_REASON_MMIOTRACE,
	.operation = "load testmmiotrace without an address",
	.capability = CAP_SYS_MODULE,
	.run = try_mmiotrace,
};

/* Writes one byte after the beginning: EINVAL, after the check. */
static void try_pcmcia_cis(struct probe_result *res)
{
	glob_t sockets;
	int fd, err = 0;

	if (glob("/sys/class/pcmcia_socket/*/cis", 0, NULL, &sockets)) {
		probe_unreachable(res, "no PCMCIA socket");
		return;
	}
	fd = open(sockets.gl_pathv[0], O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		probe_unreachable(res, "%s cannot be opened", sockets.gl_pathv[0]);
	globfree(&sockets);
	if (fd < 0)
		return;
	if (pwrite(fd, "", 1, 1) < 0)
		err = errno;
	probe_answer(res, err, EINVAL, EPERM);
}

DEFINE_PROBE(pcmcia_cis) = {
	.name = "pcmcia-cis",
	.reason = HF_REASON_PCMCIA_CIS,
	.operation = "write past the beginning of a PCMCIA socket's cis",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_pcmcia_cis,
};

/*
 * Installs an ACPI method of the caller's own. One byte is too short for a table: EINVAL, after the check. 6.12 no
 * longer has the file. It is in debugfs: if both reasons are refused, the open fails.
 */
static void try_custom_method(struct probe_result *res)
{
	static const char path[] = "/sys/kernel/debug/acpi/custom_method";
	int fd, err = 0;

	if (!need_mount(res, "debugfs", "/sys/kernel/debug"))
		return;
	if (access(path, F_OK) && !need_module(res, "custom_method"))
		return;
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, "", 1) < 0)
		err = errno;
	if (fd < 0 && (err == ENOENT || err == ENXIO))
		probe_unreachable(res, "no %s", path);
	else
		probe_answer(res, err, EINVAL, EPERM);
}

DEFINE_PROBE(acpi_custom_method) = {
	.name = "acpi-tables",
	.reason = HF_REASON_ACPI_TABLES,
	.operation = "write to custom_method in debugfs, too short for a table",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_custom_method,
};
