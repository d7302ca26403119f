// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/io.h>
#include <sys/syscall.h>
#include <linux/perf_event.h>
#include <bpf/bpf.h>

#include "base/names.h"
#include "base/report.h"
#include "engine/engine.h"
#include "engine/prove.h"

/* An operation that is harmless even if it succeeds. run() returns 0 or the errno. */
struct attempt {
	const char *operation;
	enum hf_reason reason;
	int (*run)(void);
};

/* Passes invalid flags. The kernel asks first whether kexec is allowed, so EINVAL means that it is. */
static int try_kexec(void)
{
	if (!syscall(SYS_kexec_load, 0UL, 0UL, NULL, ~0UL) || errno == EINVAL)
		return 0;
	return errno;
}

/* Asks for port 0x80, the diagnostic port of the firmware's self-test, and gives it back. */
static int try_ioperm(void)
{
	if (ioperm(0x80, 1, 1))
		return errno;
	ioperm(0x80, 1, 0);
	return 0;
}

static int try_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static int try_dev_mem(void)
{
	return try_open("/dev/mem");
}

static int try_kcore(void)
{
	return try_open("/proc/kcore");
}

static int try_perf(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_DUMMY,
		.sample_period = 1,
		.sample_type = PERF_SAMPLE_REGS_INTR,
		.sample_regs_intr = 1,
		.disabled = 1,
	};
	long fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0)
		return errno;
	close((int)fd);
	return 0;
}

/* In the order they are tried. */
static const struct attempt attempts[] = {
	{ "kexec_load", HF_REASON_KEXEC, try_kexec },
	{ "ioperm", HF_REASON_IOPORT, try_ioperm },
	{ "open of /dev/mem", HF_REASON_DEV_MEM, try_dev_mem },
	{ "open of /proc/kcore", HF_REASON_KCORE, try_kcore },
	{ "perf_event_open with PERF_SAMPLE_REGS_INTR", HF_REASON_PERF, try_perf },
};

#define ATTEMPTS (sizeof(attempts) / sizeof(attempts[0]))

enum answer { NOT_REACHED, REFUSED, PASSED };

static enum answer ask(struct engine *engine, const struct attempt *attempt)
{
	const unsigned long long *now = engine->last.counters.slots[attempt->reason].verdicts;
	unsigned long long before[HF_VERDICTS];
	int err;

	if (engine_read(engine))
		return NOT_REACHED;
	memcpy(before, now, sizeof(before));
	err = attempt->run();
	if (engine_read(engine))
		return NOT_REACHED;
	if (now[HF_DENY] > before[HF_DENY])
		return err == EPERM ? REFUSED : PASSED;
	/* An operation that succeeds without reaching the engine shows that the engine is not called. */
	return !err || now[HF_ALLOW] > before[HF_ALLOW] ? PASSED : NOT_REACHED;
}

static int prove_level(struct engine *engine, enum hf_level level, struct proof *proof)
{
	const struct hf_policy *policy = hf_policy_of(&engine->last.state);
	hf_reason_set open = policy->audited | policy->allowed;

	for (size_t i = 0; i < ATTEMPTS; i++) {
		if (hf_reason_level((int)attempts[i].reason) != level ||
		    (open & hf_set_of((int)attempts[i].reason)))
			continue;
		switch (ask(engine, &attempts[i])) {
		case REFUSED:
			proof->operations[proof->count++] = attempts[i].operation;
			return 0;
		case PASSED:
			return fail("%s passed, which %s has to refuse", attempts[i].operation,
				    level_name(level));
		case NOT_REACHED:
			break;
		}
	}
	return 0;
}

int fail_witness(void)
{
	char enabled[4] = "";
	int fd = open("/proc/sys/kernel/ftrace_enabled", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		if (read(fd, enabled, 1) < 0)
			enabled[0] = '\0';
		close(fd);
	}
	if (enabled[0] == '0')
		return fail("the BPF engine is attached and enforces nothing: "
			    "kernel.ftrace_enabled is 0, and this kernel then calls no BPF LSM "
			    "program; run `sysctl kernel.ftrace_enabled=1` and lock again");
	return fail("the BPF engine is attached and enforces nothing: "
		    "its witness was not called, and the cause is not known");
}

int prove_engine(struct engine *engine, enum hf_level level, enum hf_level native,
		 struct proof *proof)
{
	memset(proof, 0, sizeof(*proof));
	if (engine->kind == HF_ENGINE_BPF) {
		if (!engine_is_enforcing())
			return fail_witness();
		proof->operations[proof->count++] = "the witness's call";
	}
	for (enum hf_level l = HF_INTEGRITY; l <= level; l++)
		if (l > native && prove_level(engine, l, proof))
			return -1;
	return 0;
}

void print_proof(const char *label, const struct proof *proof)
{
	printf("  %-9s  ", label);
	for (unsigned int i = 0; i < proof->count; i++)
		printf("%s%s", i ? ", " : "", proof->operations[i]);
	putchar('\n');
}

void add_proof(json_t *array, const struct proof *proof)
{
	for (unsigned int i = 0; i < proof->count; i++)
		json_array_append_new(array, json_string(proof->operations[i]));
}
