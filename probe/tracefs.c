// SPDX-License-Identifier: GPL-2.0
/* tracefs: what the kernel does, function by function, with its arguments. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "trace.h"

static bool is_empty(const char *path)
{
	DIR *dir = opendir(path);
	int entries = 0;

	if (!dir)
		return false;
	while (readdir(dir))
		entries++;
	closedir(dir);
	return entries == 2; /* "." and ".." */
}

bool need_tracefs(struct probe_result *res, const char *file)
{
	char path[128];

	if (!need_mount(res, "tracefs", TRACEFS))
		return false;
	snprintf(path, sizeof(path), TRACEFS "/%s", file);
	if (!access(path, F_OK))
		return true;
	if (is_empty(TRACEFS))
		probe_otherwise(res, ENOENT,
				"tracefs is empty: booted at confidentiality, its files not made");
	else
		probe_unreachable(res, "this kernel's tracefs has no %s", file);
	return false;
}

/* The open is all that lockdown asks about; none of these does anything by being opened. */
static void try_file(struct probe_result *res, const char *file, int flags)
{
	char path[128];

	if (!need_tracefs(res, file))
		return;
	snprintf(path, sizeof(path), TRACEFS "/%s", file);
	probe_answer(res, try_open(path, flags), 0, EPERM);
}

/* A probe for each call site: files that share one are not repeated. */
#define DEFINE_FILE_PROBE(id, variant, file, flags, how)         \
	static void try_##id(struct probe_result *res)           \
	{                                                        \
		try_file(res, file, flags);                      \
	}                                                        \
	DEFINE_PROBE(id) = {                                     \
		.name = "tracefs" variant,                       \
		.reason = HF_REASON_TRACEFS,                     \
		.operation = "open " file " in tracefs to " how, \
		.capability = CAP_SYS_ADMIN,                     \
		.run = try_##id,                                 \
	}

DEFINE_FILE_PROBE(trace, "", "trace", O_RDONLY, "read");
DEFINE_FILE_PROBE(tracing_on, "/tracing_on", "tracing_on", O_WRONLY, "write");
DEFINE_FILE_PROBE(trace_marker, "/trace_marker", "trace_marker", O_WRONLY, "write");
DEFINE_FILE_PROBE(set_event, "/set_event", "set_event", O_RDONLY, "read");
DEFINE_FILE_PROBE(event_trigger, "/trigger", "events/sched/sched_switch/trigger", O_RDONLY, "read");
DEFINE_FILE_PROBE(kprobe_events, "/kprobe_events", "kprobe_events", O_RDONLY, "read");
DEFINE_FILE_PROBE(kprobe_profile, "/kprobe_profile", "kprobe_profile", O_RDONLY, "read");
DEFINE_FILE_PROBE(uprobe_events, "/uprobe_events", "uprobe_events", O_RDONLY, "read");
DEFINE_FILE_PROBE(uprobe_profile, "/uprobe_profile", "uprobe_profile", O_RDONLY, "read");
DEFINE_FILE_PROBE(dynamic_events, "/dynamic_events", "dynamic_events", O_RDONLY, "read");
DEFINE_FILE_PROBE(synthetic_events, "/synthetic_events", "synthetic_events", O_RDONLY, "read");
DEFINE_FILE_PROBE(printk_formats, "/printk_formats", "printk_formats", O_RDONLY, "read");
DEFINE_FILE_PROBE(stack_trace, "/stack_trace", "stack_trace", O_RDONLY, "read");
DEFINE_FILE_PROBE(filter_functions, "/functions", "available_filter_functions", O_RDONLY, "read");
DEFINE_FILE_PROBE(ftrace_filter, "/set_ftrace_filter", "set_ftrace_filter", O_RDONLY, "read");
DEFINE_FILE_PROBE(graph_function, "/set_graph_function", "set_graph_function", O_RDONLY, "read");
DEFINE_FILE_PROBE(ftrace_pid, "/set_ftrace_pid", "set_ftrace_pid", O_RDONLY, "read");
