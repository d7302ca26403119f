// SPDX-License-Identifier: GPL-2.0
/* kprobes: they read registers and memory at any instruction of the kernel. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>

#include "machine.h"
#include "trace.h"

/* The kernel calls it only at a reboot, so the kprobe is never hit. */
#define FUNCTION "kernel_restart"

static int open_kprobe(const char *function, long type)
{
	struct perf_event_attr attr = {
		.type = (uint32_t)type,
		.size = sizeof(attr),
		.kprobe_func = (uintptr_t)function,
		.disabled = 1,
	};
	long fd = syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return errno;
	close((int)fd);
	return 0;
}

/* The kprobe ends with its descriptor. */
static void try_perf_kprobe(struct probe_result *res)
{
	long type = read_number("/sys/bus/event_source/devices/kprobe/type", -1);
	int err;

	if (type < 0) {
		probe_unreachable(res, "this kernel has no kprobes for perf");
		return;
	}
	err = open_kprobe(FUNCTION, type);
	if (err == ENOENT || err == EADDRNOTAVAIL)
		probe_unreachable(res, "this kernel has no one function " FUNCTION);
	else
		probe_answer(res, err, 0, EPERM);
}

DEFINE_PROBE(kprobe_perf) = {
	.name = "kprobes",
	.reason = HF_REASON_KPROBES,
	.operation = "perf_event_open(2) of a kprobe on " FUNCTION "()",
	.capability = CAP_SYS_ADMIN,
	.run = try_perf_kprobe,
};

/* The file belongs to the reason tracefs: a lock refuses to open it. */
static void try_event(struct probe_result *res, const char *file, const char *kind,
		      const char *function)
{
	char path[64], name[32], line[96];
	bool gone = true;
	int fd, err = 0;

	if (!need_tracefs(res, file, function))
		return;
	snprintf(path, sizeof(path), TRACEFS "/%s", file);
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (fd < 0) {
		probe_answer(res, errno, 0, EPERM);
		return;
	}
	snprintf(name, sizeof(name), "holdfast/probe%d", (int)getpid());
	snprintf(line, sizeof(line), "%s:%s " FUNCTION "\n", kind, name);
	if (write(fd, line, strlen(line)) < 0)
		err = errno;
	snprintf(line, sizeof(line), "-:%s\n", name);
	if (!err && write(fd, line, strlen(line)) < 0)
		gone = false;
	probe_answer(res, err, 0, EPERM);
	if (!gone)
		snprintf(res->why, sizeof(res->why), "the event %s could not be removed", name);
}

static void try_tracefs_kprobe(struct probe_result *res)
{
	try_event(res, "kprobe_events", "p", "trace_kprobe_create");
}

DEFINE_PROBE(kprobe_tracefs) = {
	.name = "kprobes/tracefs",
	.reason = HF_REASON_KPROBES,
	.operation = "add a kprobe on " FUNCTION "() to kprobe_events in tracefs, and remove it",
	.capability = CAP_SYS_ADMIN,
	.run = try_tracefs_kprobe,
};

static void try_fprobe(struct probe_result *res)
{
	static const char function[] = "trace_fprobe_create";

	if (has_function(function))
		try_event(res, "dynamic_events", "f", function);
	else
		probe_unreachable(res, "this kernel has no fprobe events");
}

DEFINE_PROBE(fprobe_tracefs) = {
	.name = "kprobes/fprobe",
	.reason = HF_REASON_KPROBES,
	.operation = "add an fprobe on " FUNCTION "() to dynamic_events in tracefs, and remove it",
	.capability = CAP_SYS_ADMIN,
	.run = try_fprobe,
};
