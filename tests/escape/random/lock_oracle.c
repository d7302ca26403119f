// SPDX-License-Identifier: GPL-2.0
/* Tries operations that the lock refuses, and reads the lock's own status. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "oracle.h"
#include "random.h"

/* Invalid flags: EINVAL, if kexec is allowed. */
static bool allows_kexec(void)
{
	return syscall(SYS_kexec_load, 0UL, 0UL, NULL, ~0UL) < 0 && errno == EINVAL;
}

static bool allows_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool allows_kcore(void)
{
	return allows_open("/proc/kcore", O_RDONLY);
}

static bool allows_mem(void)
{
	return allows_open("/dev/mem", O_RDONLY);
}

static bool allows_debugfs(void)
{
	return allows_open("/sys/kernel/debug/wakeup_sources", O_RDONLY);
}

static const struct {
	const char *name;
	bool (*is_allowed)(void);
} tries[] = {
	{ "kexec_load", allows_kexec },
	{ "opening /proc/kcore", allows_kcore },
	{ "opening /dev/mem", allows_mem },
	{ "reading in debugfs", allows_debugfs },
};

static bool was_allowed[COUNT_OF(tries)];

void note_allowed(void)
{
	for (size_t i = 0; i < COUNT_OF(tries); i++) {
		was_allowed[i] = tries[i].is_allowed();
		if (!was_allowed[i])
			printf("# not tried: %s fails before the lock, too\n", tries[i].name);
	}
}

static const char *allowance;

void note_allowance(const char *what)
{
	allowance = what;
}

const char *take_allowance(void)
{
	const char *what = allowance;

	allowance = NULL;
	return what;
}

static bool is_locked;

void begin_watch(void)
{
	is_locked = true;
}

void watch_lock(void)
{
	for (size_t i = 0; is_locked && i < COUNT_OF(tries); i++)
		if (was_allowed[i] && tries[i].is_allowed())
			note_allowance(tries[i].name);
}

/* A mark of a missing guard, which may be in either engine's part of the answer. */
static const char *find_fault(json_t *status, const char *name)
{
	json_t *engine = json_object_get(json_object_get(status, "engines"), name);
	const char *level = json_string_value(json_object_get(engine, "level"));

	if (!json_is_true(json_object_get(engine, "enforcing")))
		return "the lock is not enforcing";
	if (!level || strcmp(level, "confidentiality") != 0)
		return "the level fell";
	if (!json_is_true(json_object_get(engine, "sealed")))
		return "the seal is broken";
	if (json_array_size(json_object_get(engine, "missing_guards")))
		return "a guard is missing";
	return NULL;
}

const char *find_unguarded(void)
{
	FILE *answer = popen("holdfast status --json", "re");
	json_t *status = answer ? json_loadf(answer, 0, NULL) : NULL;
	const char *fault;

	if (answer)
		pclose(answer);
	if (!status)
		return "holdfast status --json has no answer";
	fault = find_fault(status, "bpf");
	if (fault && !find_fault(status, "lsm"))
		fault = NULL;
	json_decref(status);
	return fault;
}
