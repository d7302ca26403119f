// SPDX-License-Identifier: GPL-2.0
/* Runs each kind of program: by a test run, or attached to an object of the adversary's, which is then used. */
#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "maps.h"
#include "oracle.h"
#include "run_program.h"
#include "use_sockets.h"

#define CGROUP "/sys/fs/cgroup/adversary"

static int cgroup = -1;

void prepare_runs(void)
{
	FILE *processes;

	mkdir(CGROUP, 0755);
	cgroup = open(CGROUP, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	processes = fopen(CGROUP "/cgroup.procs", "we");
	if (cgroup < 0 || !processes || fprintf(processes, "0") < 0 || fclose(processes)) {
		perror("adversary: its cgroup");
		exit(2);
	}
	open_sockets();
}

static int load(const struct program *program)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = program->kind->attach,
		    .prog_flags = program->kind->flags);
	int fd;

	if (program->kind->target != TARGET_NONE)
		opts.attach_btf_id = program->target->id;
	fd = bpf_prog_load(program->kind->type, NULL, "GPL", program->insns, program->count, &opts);
	return fd < 0 ? -errno : fd;
}

/* A packet of Ethernet, IPv4 and UDP; other types take a context, or less. */
static bool test_run(const struct program *program, int fd)
{
	static unsigned char packet[128] = {
		[12] = 8, [14] = 0x45, [17] = 100, [22] = 64, [23] = 17
	};
	unsigned char out[256] = { 0 }, context[256] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, opts);
	struct bpf_sk_lookup lookup = { .family = AF_INET, .protocol = 17 };

	switch ((int)program->kind->type) {
	case BPF_PROG_TYPE_SYSCALL:
		opts.ctx_in = context;
		opts.ctx_size_in = sizeof(context);
		break;
	case BPF_PROG_TYPE_SK_LOOKUP:
		opts.ctx_in = &lookup;
		opts.ctx_size_in = sizeof(lookup);
		break;
	default:
		opts.data_in = packet;
		opts.data_size_in = sizeof(packet);
		if (program->kind->type != BPF_PROG_TYPE_FLOW_DISSECTOR) {
			opts.data_out = out;
			opts.data_size_out = sizeof(out);
		}
	}
	if (bpf_prog_test_run_opts(fd, &opts))
		return false;
	search_output(out, sizeof(out), "what a test run gives");
	search_output(context, sizeof(context), "the context of a test run");
	return true;
}

static bool run_in_cgroup(const struct program *program, int fd)
{
	int link = bpf_link_create(fd, cgroup, program->kind->attach, NULL);

	if (link < 0)
		return false;
	use_sockets();
	close(link);
	return true;
}

/* Meanwhile the adversary uses all of its objects, and the keeper its secrets. */
static bool run_attached(int link)
{
	if (link < 0)
		return false;
	stir_keeper();
	use_sockets();
	watch_lock();
	close(link);
	return true;
}

static bool run_iterator(int fd)
{
	unsigned char out[4096];
	int link = bpf_link_create(fd, 0, BPF_TRACE_ITER, NULL);
	int iterator = link < 0 ? -1 : bpf_iter_create(link);
	ssize_t size;

	if (iterator >= 0) {
		for (int i = 0; i < 8 && (size = read(iterator, out, sizeof(out))) > 0; i++)
			search_output(out, (size_t)size, "an iterator's text");
		close(iterator);
	}
	if (link >= 0)
		close(link);
	return iterator >= 0;
}

/* At the end of each period of a clock, in the kernel or in a process. */
static bool run_at_clock(int fd)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_period = 100000,
	};
	int event = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);
	bool ran = event >= 0 && !ioctl(event, PERF_EVENT_IOC_SET_BPF, fd);

	if (ran)
		for (int i = 0; i < 4; i++)
			stir_keeper();
	if (event >= 0)
		close(event);
	return ran;
}

static bool run(const struct program *program, int fd, bool attach)
{
	switch (program->kind->way) {
	case RUN_TEST:
		return test_run(program, fd);
	case RUN_SOCKET:
		return test_run(program, fd) | filter_socket(fd);
	case RUN_CGROUP:
		return run_in_cgroup(program, fd);
	case RUN_RAW_TRACEPOINT:
		return attach && run_attached(bpf_raw_tracepoint_open(program->target->name, fd));
	case RUN_TRAMPOLINE:
		return attach && run_attached(bpf_raw_tracepoint_open(NULL, fd));
	case RUN_ITERATOR:
		return run_iterator(fd);
	case RUN_PERF:
		return attach && run_at_clock(fd);
	case RUN_NOT:
	default:
		return false;
	}
}

enum verdict try_program_once(const struct program *program, bool attach, bool *ran)
{
	int fd = load(program);

	*ran = false;
	if (fd < 0)
		return fd == -EPERM ? REFUSED_BY_LOCK : REFUSED_BY_VERIFIER;
	*ran = run(program, fd, attach);
	close(fd);
	search_maps(program->maps);
	return ACCEPTED;
}

uint64_t read_operations(int offset)
{
	const struct bpf_insn insns[] = {
		INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_1, BPF_PSEUDO_MAP_FD, 0, map_fds[MAP_HASH]),
		INSN(0, 0, 0, 0, 0),
		LOAD(BPF_REG_2, BPF_REG_1, (int16_t)offset),
		INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_3, BPF_PSEUDO_MAP_VALUE, 0,
		     map_fds[MAP_OUT]),
		INSN(0, 0, 0, 0, 0),
		INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_3, BPF_REG_2, 0, 0),
		SET(BPF_REG_0, 0),
		EXIT,
	};
	unsigned char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run_once, .data_in = packet, .data_size_in = sizeof(packet));
	int fd = bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, NULL, "GPL", insns,
			       sizeof(insns) / sizeof(insns[0]), NULL);

	if (fd < 0 || bpf_prog_test_run_opts(fd, &run_once)) {
		perror("adversary: reading a map's structure before the lock");
		exit(2);
	}
	close(fd);
	return take_word();
}
