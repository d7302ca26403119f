// SPDX-License-Identifier: GPL-2.0
/* Module parameters that tell a driver its hardware's address, and accept any address. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "machine.h"

/* Writes back the value of the one such parameter that may be set at any time. */
static void try_write(struct probe_result *res)
{
	static const char path[] = "/sys/module/8250/parameters/share_irqs";
	int fd = open(path, O_RDWR | O_CLOEXEC);
	char value[32];
	ssize_t n;

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

DEFINE_PROBE(parameter_write) = {
	.name = "module-parameters",
	.reason = HF_REASON_MODULE_PARAMETERS,
	.operation = "write the value just read to a hardware parameter in /sys (8250.share_irqs)",
	.capability = CAP_DAC_OVERRIDE,
	.run = try_write,
};

/*
 * Stock modules that need no other module. The value is no number: the load fails with EINVAL, after the check and
 * before the module's first instruction.
 */
static const struct {
	const char *module, *arguments;
} candidates[] = {
	{ "sc1200wdt", "io=probe" },   { "eurotechwdt", "io=probe" },
	{ "pc87413_wdt", "io=probe" }, { "mk712", "io=probe" },
	{ "cpu5wdt", "port=probe" },   { "i2c_viapro", "force_addr=probe" },
};

static void try_load(struct probe_result *res)
{
	int err = ENOENT;
	char path[512];

	if (read_number("/proc/sys/kernel/modules_disabled", 0) == 1) {
		probe_unreachable(res, "kernel.modules_disabled is 1");
		return;
	}
	for (size_t i = 0; i < sizeof(candidates) / sizeof(candidates[0]); i++) {
		if (find_module(candidates[i].module, path, sizeof(path)))
			continue;
		err = load_module_file(path, candidates[i].arguments);
		if (err != EEXIST)
			break;
	}
	if (err == ENOENT || err == EEXIST || err == EOPNOTSUPP)
		probe_unreachable(res, "no loadable module with such a parameter");
	else
		probe_answer(res, err, EINVAL, EPERM);
}

DEFINE_PROBE(parameter_load) = {
	.name = "module-parameters/load",
	.reason = HF_REASON_MODULE_PARAMETERS,
	.operation = "load a stock module with an invalid I/O port",
	.capability = CAP_SYS_MODULE,
	.run = try_load,
};
