// SPDX-License-Identifier: GPL-2.0
/*
 * perf: the processor's registers at the moment when the kernel is interrupted, and the records of the kernel's
 * tracepoints.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>

#include "machine.h"

/* Opens an event of this process, or of the processor @cpu. Returns an errno. */
static int open_event(struct perf_event_attr *attr, unsigned long sample_type, int cpu)
{
	long fd;

	attr->size = sizeof(*attr);
	attr->sample_period = 1;
	attr->sample_type = sample_type;
	attr->disabled = 1;
	fd = syscall(SYS_perf_event_open, attr, cpu < 0 ? 0 : -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0)
		return errno;
	close((int)fd);
	return 0;
}

/* Opens an event that never happens, with register number 0 (AX). */
static int open_clock(unsigned long sample_type)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_DUMMY,
		.sample_regs_intr = sample_type & PERF_SAMPLE_REGS_INTR ? 1 : 0,
	};

	return open_event(&attr, sample_type, -1);
}

static void try_perf(struct probe_result *res)
{
	int err = open_clock(PERF_SAMPLE_IP);

	if (err) {
		probe_unreachable(res, "no perf event without registers either: %s",
				  strerrorname_np(err));
		return;
	}
	probe_answer(res, open_clock(PERF_SAMPLE_REGS_INTR), 0, EPERM);
}

DEFINE_PROBE(perf) = {
	.name = "perf",
	.reason = HF_REASON_PERF,
	.operation = "perf_event_open(2) with PERF_SAMPLE_REGS_INTR",
	.capability = CAP_SYS_ADMIN,
	.run = try_perf,
};

/* Tracepoints have small numbers. Trying them does not need tracefs, which has the list. */
#define NUMBERS 4096

/*
 * Opens a tracepoint of a processor: users may record the system calls of their own processes. The kernel only checks
 * events that record something, and the event of all functions.
 */
static int open_tracepoint(struct perf_event_attr *attr, unsigned long sample_type)
{
	return open_event(attr, sample_type, 0);
}

/* Finds the first tracepoint that can be opened, and fills in @attr. Returns an errno. */
static int find_tracepoint(struct perf_event_attr *attr)
{
	int err = ENOENT;

	attr->type = PERF_TYPE_TRACEPOINT;
	while (err && attr->config < NUMBERS) {
		attr->config++;
		err = open_tracepoint(attr, PERF_SAMPLE_IP);
	}
	return err;
}

static void try_tracepoint(struct probe_result *res)
{
	struct perf_event_attr attr = { 0 };
	int err = find_tracepoint(&attr);

	if (err) {
		probe_unreachable(res, "no tracepoint can be counted either: %s",
				  strerrorname_np(err));
		return;
	}
	probe_answer(res, open_tracepoint(&attr, PERF_SAMPLE_RAW), 0, EPERM);
}

DEFINE_PROBE(perf_tracepoint) = {
	.name = "perf/tracepoint",
	.reason = HF_REASON_PERF,
	.operation = "perf_event_open(2) of a tracepoint with PERF_SAMPLE_RAW",
	.capability = CAP_SYS_ADMIN,
	.run = try_tracepoint,
};
