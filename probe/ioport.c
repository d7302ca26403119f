// SPDX-License-Identifier: GPL-2.0
/* I/O ports from user space, which reach devices that can write to memory. */
#include <errno.h>
#include <sys/io.h>

#include "machine.h"

/* The port on which firmware shows the progress of its self-test. The probe does not write to it. */
#define POST_PORT 0x80

static void try_ioperm(struct probe_result *res)
{
	int err = ioperm(POST_PORT, 1, 1) ? errno : 0;

	if (!err)
		ioperm(POST_PORT, 1, 0);
	probe_answer(res, err, 0, EPERM);
}

DEFINE_PROBE(ioperm) = {
	.name = "ioport",
	.reason = HF_REASON_IOPORT,
	.operation = "ioperm(2) for port 0x80",
	.capability = CAP_SYS_RAWIO,
	.run = try_ioperm,
};

static void try_iopl(struct probe_result *res)
{
	int err = iopl(3) ? errno : 0;

	if (!err)
		iopl(0);
	probe_answer(res, err, 0, EPERM);
}

DEFINE_PROBE(iopl) = {
	.name = "ioport/iopl",
	.reason = HF_REASON_IOPORT,
	.operation = "iopl(2) to level 3",
	.capability = CAP_SYS_RAWIO,
	.run = try_iopl,
};
