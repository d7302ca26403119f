// SPDX-License-Identifier: GPL-2.0
/*
 * direct-table: makes ftrace's table of direct calls grow, by programs on more and more functions that nobody calls.
 * Meanwhile, on another CPU, it makes the request that the engine's witness refuses. That hook has another tracer, so
 * that each call looks it up in the table. Prints ESCAPED if one request has passed.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <linux/perf_event.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"
#include "engine_abi.h"

#define PROGRAMS    600
#define DESCRIPTORS 1200
/* The number of entries without growth. */
#define FIRST 36
/* The id of ftrace:function in every kernel (TRACE_FN); at some levels tracefs cannot be asked for it. */
#define EVENT_FUNCTION 1

static unsigned long asked;
static volatile bool passed, ended;

static void *ask(void *unused)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = (__u32)-1;
	attr.test.repeat = HF_WITNESS_REPEAT;
	while (!passed && !ended) {
		syscall(SYS_bpf, BPF_PROG_TEST_RUN, &attr, sizeof(attr));
		passed = errno != EPERM;
		asked++;
	}
	return unused;
}

static int trace_hook(void)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_TRACEPOINT,
		.size = sizeof(attr),
		.config = EVENT_FUNCTION,
	};
	int fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0);

	if (fd < 0 || ioctl(fd, PERF_EVENT_IOC_SET_FILTER, "ip == bpf_lsm_bpf"))
		return -1;
	return 0;
}

/* Returns whether one more was added. */
static bool hang_on(int function)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 0), EXIT };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_TRACE_FENTRY,
		    .attach_btf_id = (__u32)function);
	int program = bpf_prog_load(BPF_PROG_TYPE_TRACING, "escape", "GPL", nothing, 2, &opts);
	int link = program < 0 ? -1 : bpf_raw_tracepoint_open(NULL, program);

	if (program >= 0)
		close(program);
	return link >= 0;
}

int main(void)
{
	const struct rlimit many = { DESCRIPTORS, DESCRIPTORS };
	struct btf *kernel = btf__load_vmlinux_btf();
	unsigned int count = 0, refused = 0;
	pthread_t asker = 0;

	if (!kernel || setrlimit(RLIMIT_NOFILE, &many)) {
		perror("direct-table");
		return 1;
	}
	for (unsigned int id = 1;
	     id < btf__type_cnt(kernel) && count < PROGRAMS && refused < 50 && !passed; id++) {
		const struct btf_type *type = btf__type_by_id(kernel, id);
		const char *name = btf__name_by_offset(kernel, type->name_off);

		if (!btf_is_func(type) || strncmp(name, "acpi_", 5))
			continue;
		if (hang_on((int)id))
			count++;
		else
			refused++;
		if (count == FIRST && !asker &&
		    (trace_hook() || pthread_create(&asker, NULL, ask, NULL))) {
			perror("direct-table");
			return 1;
		}
	}
	ended = true;
	if (asker)
		pthread_join(asker, NULL);
	printf("%u programs, asked %lu times\n", count, asked);
	if (passed)
		puts("ESCAPED");
	return 0;
}
