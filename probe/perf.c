// SPDX-License-Identifier: GPL-2.0
/* perf: what the processor's registers held when the kernel was interrupted. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>

#include "machine.h"

/* An event that never happens, with the register of the first number (AX). */
static int open_event(unsigned long sample_type)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_DUMMY,
		.sample_period = 1,
		.sample_type = sample_type,
		.sample_regs_intr = sample_type & PERF_SAMPLE_REGS_INTR ? 1 : 0,
		.disabled = 1,
	};
	long fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return errno;
	close((int)fd);
	return 0;
}

static void try_perf(struct probe_result *res)
{
	int err = open_event(PERF_SAMPLE_IP);

	if (err) {
		probe_unreachable(res, "no perf event without registers either: %s",
				  strerrorname_np(err));
		return;
	}
	probe_answer(res, open_event(PERF_SAMPLE_REGS_INTR), 0, EPERM);
}

DEFINE_PROBE(perf) = {
	.name = "perf",
	.reason = HF_REASON_PERF,
	.operation = "perf_event_open(2) with PERF_SAMPLE_REGS_INTR",
	.capability = CAP_SYS_ADMIN,
	.run = try_perf,
};
