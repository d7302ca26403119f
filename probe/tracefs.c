// SPDX-License-Identifier: GPL-2.0
/* tracefs: it records the kernel's functions with their arguments. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

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

/* The strings of BTF end with a NUL each. */
bool has_function(const char *name)
{
	int fd = open("/sys/kernel/btf/vmlinux", O_RDONLY | O_CLOEXEC);
	size_t size = 0, len = strlen(name) + 1;
	bool found = false;
	struct stat st;
	char *btf;
	ssize_t n;

	if (fd < 0)
		return false;
	btf = fstat(fd, &st) ? NULL : malloc((size_t)st.st_size);
	while (btf && (n = read(fd, btf + size, (size_t)st.st_size - size)) > 0)
		size += (size_t)n;
	for (char *at = btf; at && !found && at < btf + size; at += len) {
		at = memmem(at, size - (size_t)(at - btf), name, len);
		found = at && at > btf && at[-1] == '\0';
		if (!at)
			break;
	}
	free(btf);
	close(fd);
	return found;
}

bool need_tracefs(struct probe_result *res, const char *file, const char *function)
{
	char path[128];

	if (!need_mount(res, "tracefs", TRACEFS))
		return false;
	snprintf(path, sizeof(path), TRACEFS "/%s", file);
	if (!access(path, F_OK))
		return true;
	if (is_empty(TRACEFS) && has_function(function))
		probe_otherwise(res, ENOENT,
				"tracefs is empty, as after booting at confidentiality");
	else
		probe_unreachable(res, "this kernel's tracefs has no %s", file);
	return false;
}

/* Lockdown only checks the open, and opening these files has no effect. */
static void try_file(struct probe_result *res, const char *file, int flags, const char *function,
		     int expected)
{
	char path[128];

	if (!need_tracefs(res, file, function))
		return;
	snprintf(path, sizeof(path), TRACEFS "/%s", file);
	probe_answer(res, try_open(path, flags), 0, expected);
}

/* A file for each call site, with the kernel function that opens it, and the errno of a refusal. */
#define DEFINE_FILE_PROBE(id, variant, file, flags, function, expected) \
	static void try_##id(struct probe_result *res)                  \
	{                                                               \
		try_file(res, file, flags, function, expected);         \
	}                                                               \
	DEFINE_PROBE(id) = {                                            \
		.name = "tracefs" variant,                              \
		.reason = HF_REASON_TRACEFS,                            \
		.operation = "open tracefs's " file,                    \
		.capability = CAP_SYS_ADMIN,                            \
		.run = try_##id,                                        \
	}

DEFINE_FILE_PROBE(trace, "", "trace", O_RDONLY, "tracing_open", EPERM);
DEFINE_FILE_PROBE(tracing_on, "/tracing_on", "tracing_on", O_WRONLY, "tracing_open_generic_tr",
		  EPERM);
DEFINE_FILE_PROBE(trace_marker, "/trace_marker", "trace_marker", O_WRONLY, "tracing_mark_open",
		  EPERM);
/* The kernel turns any refusal here into ENODEV. */
DEFINE_FILE_PROBE(option, "/option", "options/overwrite", O_RDONLY, "trace_options_open", ENODEV);
DEFINE_FILE_PROBE(tracer_option, "/tracer-option", "options/func_stack_trace", O_RDONLY,
		  "tracing_open_options", EPERM);
DEFINE_FILE_PROBE(error_log, "/error_log", "error_log", O_RDONLY, "tracing_err_log_open", EPERM);
DEFINE_FILE_PROBE(set_event, "/set_event", "set_event", O_RDONLY, "ftrace_event_set_open", EPERM);
DEFINE_FILE_PROBE(trigger, "/trigger", "events/sched/sched_switch/trigger", O_RDONLY,
		  "event_trigger_open", EPERM);
DEFINE_FILE_PROBE(event_enable, "/event-enable", "events/sched/sched_switch/enable", O_RDONLY,
		  "tracing_open_file_tr", EPERM);
DEFINE_FILE_PROBE(subsystem, "/subsystem", "events/sched/enable", O_RDONLY, "subsystem_open",
		  EPERM);
DEFINE_FILE_PROBE(trace_clock, "/trace_clock", "trace_clock", O_RDONLY, "tracing_clock_open",
		  EPERM);
DEFINE_FILE_PROBE(raw, "/trace_pipe_raw", "per_cpu/cpu0/trace_pipe_raw", O_RDONLY,
		  "tracing_buffers_open", EPERM);
DEFINE_FILE_PROBE(kprobe_events, "/kprobe_events", "kprobe_events", O_RDONLY, "trace_kprobe_create",
		  EPERM);
DEFINE_FILE_PROBE(kprobe_profile, "/kprobe_profile", "kprobe_profile", O_RDONLY,
		  "trace_kprobe_create", EPERM);
DEFINE_FILE_PROBE(uprobe_events, "/uprobe_events", "uprobe_events", O_RDONLY, "trace_uprobe_create",
		  EPERM);
DEFINE_FILE_PROBE(uprobe_profile, "/uprobe_profile", "uprobe_profile", O_RDONLY,
		  "trace_uprobe_create", EPERM);
DEFINE_FILE_PROBE(dynamic_events, "/dynamic_events", "dynamic_events", O_RDONLY, "dyn_event_open",
		  EPERM);
DEFINE_FILE_PROBE(synthetic_events, "/synthetic_events", "synthetic_events", O_RDONLY,
		  "synth_events_open", EPERM);
DEFINE_FILE_PROBE(printk_formats, "/printk_formats", "printk_formats", O_RDONLY,
		  "ftrace_formats_open", EPERM);
DEFINE_FILE_PROBE(stack_trace, "/stack_trace", "stack_trace", O_RDONLY, "stack_trace_open", EPERM);
DEFINE_FILE_PROBE(functions, "/functions", "available_filter_functions", O_RDONLY,
		  "ftrace_avail_open", EPERM);
DEFINE_FILE_PROBE(addresses, "/addresses", "available_filter_functions_addrs", O_RDONLY,
		  "ftrace_avail_addrs_open", EPERM); /* since 6.5 */
/* The same here. */
DEFINE_FILE_PROBE(ftrace_filter, "/set_ftrace_filter", "set_ftrace_filter", O_RDONLY,
		  "ftrace_filter_open", ENODEV);
DEFINE_FILE_PROBE(graph_function, "/set_graph_function", "set_graph_function", O_RDONLY,
		  "ftrace_graph_open", EPERM);
DEFINE_FILE_PROBE(ftrace_pid, "/set_ftrace_pid", "set_ftrace_pid", O_RDONLY, "ftrace_pid_open",
		  EPERM);

/* Makes a second set of buffers with its own files; the lock is asked when files are made. */
static void try_instance(struct probe_result *res)
{
	char path[64];
	int err;

	if (!need_tracefs(res, "instances", "instance_mkdir"))
		return;
	snprintf(path, sizeof(path), TRACEFS "/instances/holdfast-probe%d", (int)getpid());
	err = mkdir(path, 0700) ? errno : 0;
	probe_answer(res, err, 0, EINVAL);
	if (!err && rmdir(path))
		snprintf(res->why, sizeof(res->why), "%s could not be removed", path);
}

DEFINE_PROBE(instance) = {
	.name = "tracefs/instance",
	.reason = HF_REASON_TRACEFS,
	.operation = "make an instance in tracefs, and remove it",
	.capability = CAP_SYS_ADMIN,
	.run = try_instance,
};
