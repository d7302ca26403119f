// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "confinement.h"
#include "machine.h"
#include "probe.h"

/* The linker's names for the section that DEFINE_PROBE() fills. */
/* NOLINTBEGIN(bugprone-reserved-identifier, cert-dcl37-c, cert-dcl51-cpp) */
extern const struct probe *const __start_holdfast_probes[];
extern const struct probe *const __stop_holdfast_probes[];
/* NOLINTEND(bugprone-reserved-identifier, cert-dcl37-c, cert-dcl51-cpp) */

static const char *const unprobed[HF_REASONS] = {
#define UNPROBED(NAME, why) [HF_REASON_##NAME] = why,
#include "unprobed.def"
#undef UNPROBED
};

static const char *const outcome_names[PROBE_OUTCOMES] = {
	[PROBE_OPEN] = "open",
	[PROBE_DENIED] = "denied",
	[PROBE_OTHERWISE] = "denied-otherwise",
	[PROBE_UNREACHABLE] = "not-reachable",
};

const char *probe_outcome_name(enum probe_outcome outcome)
{
	return outcome_names[outcome];
}

const char *probe_missing_because(enum hf_reason reason)
{
	return unprobed[reason];
}

static int compare_probes(const void *a, const void *b)
{
	const struct probe *x = *(const struct probe *const *)a;
	const struct probe *y = *(const struct probe *const *)b;

	if (x->reason != y->reason)
		return x->reason < y->reason ? -1 : 1;
	return strcmp(x->name, y->name);
}

const struct probe *const *probe_list(size_t *count)
{
	static const struct probe **sorted;

	*count = (size_t)(__stop_holdfast_probes - __start_holdfast_probes);
	if (!sorted) {
		sorted = malloc(*count * sizeof(*sorted));
		if (!sorted)
			return __start_holdfast_probes;
		memcpy(sorted, __start_holdfast_probes, *count * sizeof(*sorted));
		qsort(sorted, *count, sizeof(*sorted), compare_probes);
	}
	return sorted;
}

static void set_result(struct probe_result *res, enum probe_outcome outcome, int err)
{
	res->outcome = outcome;
	res->err = err;
	res->why[0] = '\0';
}

void probe_open(struct probe_result *res)
{
	set_result(res, PROBE_OPEN, 0);
}

void probe_otherwise(struct probe_result *res, int err, const char *format, ...)
{
	va_list args;

	set_result(res, PROBE_OTHERWISE, err);
	va_start(args, format);
	vsnprintf(res->why, sizeof(res->why), format, args);
	va_end(args);
}

void probe_unreachable(struct probe_result *res, const char *format, ...)
{
	va_list args;

	set_result(res, PROBE_UNREACHABLE, 0);
	va_start(args, format);
	vsnprintf(res->why, sizeof(res->why), format, args);
	va_end(args);
}

void probe_denied(struct probe_result *res, int err, int expected)
{
	const char *confinement = NULL;

	/* ENOMEM is our refusal of a module, but may also come from a seccomp filter. */
	if (err == EPERM || err == EACCES || err == ENOMEM)
		confinement = find_confinement(res->opens_device);
	if (err != expected)
		probe_otherwise(res, err, "lockdown would say %s", strerrorname_np(expected));
	else if (confinement)
		probe_otherwise(res, err, "%s, and may be the cause", confinement);
	else
		set_result(res, PROBE_DENIED, err);
}

void probe_redacted(struct probe_result *res, const char *why)
{
	set_result(res, PROBE_DENIED, 0);
	snprintf(res->why, sizeof(res->why), "%s", why);
}

void probe_answer(struct probe_result *res, int err, int after, int expected)
{
	if (err == after)
		probe_open(res);
	else if (err == ENOSYS)
		probe_unreachable(res, "this kernel is built without it");
	else if (!err)
		probe_unreachable(res, "it was made to fail with %s, and did not",
				  strerrorname_np(after));
	else
		probe_denied(res, err, expected);
}

static bool may_run(const struct probe *probe, bool intrusive, struct probe_result *res)
{
	if (probe->intrusive && !intrusive) {
		probe_unreachable(res, "only with --intrusive: %s", probe->intrusive);
		return false;
	}
	if (probe->capability == PROBE_ANY_USER)
		return true;
	if (!has_capability(probe->capability)) {
		probe_unreachable(res, geteuid() ? "needs root" : "this root has no %s",
				  capability_name(probe->capability));
		return false;
	}
	if (!in_initial_user_namespace()) {
		probe_unreachable(res, "needs root of the initial user namespace");
		return false;
	}
	return true;
}

/* The probe gets a process group of its own, so that a time-out ends its children, too. */
static void run_child(const struct probe *probe, struct probe_result *res)
{
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0 });
	probe->run(res);
	_exit(0);
}

/* Returns false if the child did not end in time; then it is killed, and not waited for. */
static bool wait_for_child(pid_t pid, int *status)
{
	const struct timespec pause = { .tv_nsec = 2000000 }, grace = { .tv_sec = 1 };

	for (int waited = 0; waited < PROBE_SECONDS * 500; waited++) {
		if (waitpid(pid, status, WNOHANG) == pid)
			return true;
		nanosleep(&pause, NULL);
	}
	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	nanosleep(&grace, NULL);
	waitpid(pid, status, WNOHANG);
	return false;
}

static void run_isolated(const struct probe *probe, struct probe_result *res)
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		run_child(probe, res);
	if (pid < 0)
		probe_unreachable(res, "no process for it: %s", strerrorname_np(errno));
	else if (!wait_for_child(pid, &status))
		probe_unreachable(res, "no answer within %d seconds", PROBE_SECONDS);
	else if (WIFSIGNALED(status))
		probe_unreachable(res, "the probe died of SIG%s", sigabbrev_np(WTERMSIG(status)));
	else if (status)
		probe_unreachable(res, "the probe gave up with status %d", WEXITSTATUS(status));
	if (res->module[0])
		unload_module(res->module);
}

void probe_run(const struct probe *probe, bool intrusive, struct probe_result *res)
{
	struct probe_result *shared;

	memset(res, 0, sizeof(*res));
	if (!may_run(probe, intrusive, res))
		return;
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	if (shared == MAP_FAILED) {
		probe_unreachable(res, "no memory for its answer");
		return;
	}
	probe_unreachable(shared, "the probe ended without an answer");
	shared->opens_device = probe->opens_device;
	run_isolated(probe, shared);
	*res = *shared;
	munmap(shared, sizeof(*shared));
}
