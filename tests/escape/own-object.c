// SPDX-License-Identifier: GPL-2.0
/*
 * own-object: tries to get at one of the engine's objects; prints ESCAPED on success.
 *	program NAME, map NAME, link NAME	opens it by its id; a link by its program's name
 *	map NAME stay				the same, and keeps it open
 *	pin NAME				opens a program by its own pin or its link's
 *	fentry NAME, fexit NAME			loads a program for the pinned one
 *	lower					loads a program that writes to the state's map, and runs it
 *	by-program NAME				opens a map by a program that calls bpf(2)
 *	from PID				copies each descriptor of a process, by pidfd_getfd(2)
 *	folder PID				opens a folder that it has open, or works in, by /proc
 *	mem PID					opens its memory for writing
 *	trace PID [stay]			begins to trace it
 *	detach NAME				detaches the pinned program from the root of cgroup v2, once /tmp/go
 *	exists make NAME				no attack: makes a map, for the others to find
 * If objects cannot be inspected, each id is tried.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"
#include "engine_abi.h"
#include "find_map.h"

#define PINS "/run/initramfs/holdfast/"

static int find_program(const char *name)
{
	struct bpf_prog_info info;
	__u32 id = 0, size;

	while (!bpf_prog_get_next_id(id, &id)) {
		int fd = bpf_prog_get_fd_by_id(id);

		size = sizeof(info);
		memset(&info, 0, sizeof(info));
		if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size) &&
		    !strncmp(info.name, name, BPF_OBJ_NAME_LEN - 1))
			return fd;
		close(fd);
	}
	return -1;
}

/* Once it is sealed nobody sees the programs of links, so any link of an LSM program is taken. */
static int find_link(void)
{
	struct bpf_link_info info;
	__u32 id = 0, size;

	while (!bpf_link_get_next_id(id, &id)) {
		int fd = bpf_link_get_fd_by_id(id);

		size = sizeof(info);
		memset(&info, 0, sizeof(info));
		if (fd >= 0 && !bpf_obj_get_info_by_fd(fd, &info, &size) &&
		    info.type == BPF_LINK_TYPE_TRACING && info.tracing.attach_type == BPF_LSM_MAC)
			return fd;
		close(fd);
	}
	return -1;
}

static int get_pin(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), PINS "%s", name);
	return bpf_obj_get(path);
}

/* A link on an LSM hook can neither be detached nor updated, but it gives its program's id. */
static int get_program(const char *name)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);
	int pin = get_pin(name);

	if (pin < 0 || bpf_obj_get_info_by_fd(pin, &info, &size) ||
	    info.type != BPF_LINK_TYPE_TRACING)
		return pin;
	return bpf_prog_get_fd_by_id(info.prog_id);
}

static int hang_on(const char *name, enum bpf_attach_type type)
{
	static const struct bpf_insn nothing[] = { SET(BPF_REG_0, 0), EXIT };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = type);
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int target = get_pin(name), function;
	struct btf *btf;

	if (target < 0 || bpf_obj_get_info_by_fd(target, &info, &size))
		return -1;
	btf = btf__load_from_kernel_by_id(info.btf_id);
	/* Some have another name than their pins. */
	function = btf ? btf__find_by_name_kind(btf, info.name, BTF_KIND_FUNC) : -1;
	if (function < 0)
		return -1;
	opts.attach_prog_fd = (__u32)target;
	opts.attach_btf_id = (__u32)function;
	return bpf_prog_load(BPF_PROG_TYPE_TRACING, "escape", "GPL", nothing, 2, &opts);
}

/* Sets level = 0, by a program that any root process can load, and that runs on an empty packet. */
static int lower(void)
{
	char packet[64] = { 0 };
	LIBBPF_OPTS(bpf_test_run_opts, run, .data_in = packet, .data_size_in = sizeof(packet));
	int map = find_map("state");
	const struct bpf_insn insns[] = {
		INSN(BPF_ST | BPF_MEM | BPF_W, BPF_REG_10, 0, -4, 0),
		INSN(BPF_LD | BPF_IMM | BPF_DW, BPF_REG_1, BPF_PSEUDO_MAP_FD, 0, map),
		INSN(0, 0, 0, 0, 0),
		MOVE(BPF_REG_2, BPF_REG_10),
		ADD(BPF_REG_2, -4),
		CALL(BPF_FUNC_map_lookup_elem),
		INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_0, 0, 1, 0),
		INSN(BPF_ST | BPF_MEM | BPF_W, BPF_REG_0, 0, offsetof(struct hf_state, level), 0),
		SET(BPF_REG_0, 0),
		EXIT,
	};
	int program;

	if (map < 0)
		return -1;
	program = bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "escape", "GPL", insns,
				sizeof(insns) / sizeof(*insns), NULL);
	return program < 0 ? -1 : bpf_prog_test_run_opts(program, &run);
}

/* Calls bpf(2) inside the kernel, from a program with root's argument. */
static int find_map_by_program(const char *name)
{
	static const struct bpf_insn insns[] = {
		INSN(BPF_LDX | BPF_MEM | BPF_W, BPF_REG_2, BPF_REG_1, 0, 0),
		STORE_ZERO(-16),
		STORE_ZERO(-8),
		INSN(BPF_STX | BPF_MEM | BPF_W, BPF_REG_10, BPF_REG_2, -16, 0),
		MOVE(BPF_REG_2, BPF_REG_10),
		ADD(BPF_REG_2, -16),
		SET(BPF_REG_1, BPF_MAP_GET_FD_BY_ID),
		SET(BPF_REG_3, 16),
		CALL(BPF_FUNC_sys_bpf),
		EXIT,
	};
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .prog_flags = BPF_F_SLEEPABLE);
	int program = bpf_prog_load(BPF_PROG_TYPE_SYSCALL, "escape", "GPL", insns,
				    sizeof(insns) / sizeof(*insns), &opts);
	__u32 id = 0;

	while (program >= 0 && !bpf_map_get_next_id(id, &id)) {
		__u32 argument[4] = { id };
		LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = argument,
			    .ctx_size_in = sizeof(argument));
		struct bpf_map_info info = { 0 };
		__u32 size = sizeof(info);

		if (bpf_prog_test_run_opts(program, &run))
			return -1;
		if ((int)run.retval >= 0 &&
		    !bpf_obj_get_info_by_fd((int)run.retval, &info, &size) &&
		    !strcmp(info.name, name))
			return (int)run.retval;
	}
	return -1;
}

/* Any one of them will do. */
static int take_from(pid_t pid)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0), got = -1;

	for (int fd = 0; fd < 200 && got < 0; fd++)
		got = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0);
	return got;
}

/* The working directory comes last, because every process has one. */
static int open_folder(pid_t pid)
{
	char path[48];
	int got = -1, refused = 0;

	for (int fd = 0; fd <= 200 && got < 0; fd++) {
		if (fd < 200)
			snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
		else
			snprintf(path, sizeof(path), "/proc/%d/cwd", pid);
		got = open(path, O_RDONLY | O_DIRECTORY);
		if (got < 0 && errno == EPERM)
			refused = EPERM;
	}
	errno = refused ? refused : errno;
	return got;
}

static int open_memory(pid_t pid)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	return open(path, O_RDWR);
}

/* Our end lets the process go. @stay: it runs until its own end. */
static int trace(pid_t pid, bool stay)
{
	int got = (int)ptrace(PTRACE_SEIZE, pid, NULL, NULL);

	while (stay && waitpid(pid, NULL, __WALL) == pid)
		ptrace(PTRACE_CONT, pid, NULL, NULL);
	return got;
}

/* A descriptor of a program detaches it from the root; -1: it stays. */
static int detach(const char *name)
{
	int program = get_pin(name), root = open("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY);

	puts(program < 0 ? "no pin" : "taken");
	fflush(stdout);
	while (access("/tmp/go", F_OK))
		usleep(100000);
	return bpf_prog_detach2(program, root, BPF_CGROUP_SYSCTL) ? -1 : 0;
}

/* Calls that kill-at sees, before and after the map is made. */
static int make(const char *name)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, name, 4, 8, 1, NULL);

	mkdir("/tmp/made", 0700);
	rmdir("/tmp/made");
	return map < 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "", *name = argc > 2 ? argv[2] : "";
	pid_t pid = atoi(name);
	int got = -1;

	if (!strcmp(what, "program"))
		got = find_program(name);
	else if (!strcmp(what, "map"))
		got = find_map(name);
	else if (!strcmp(what, "link"))
		got = find_link();
	else if (!strcmp(what, "pin"))
		got = get_program(name);
	else if (!strcmp(what, "fentry"))
		got = hang_on(name, BPF_TRACE_FENTRY);
	else if (!strcmp(what, "fexit"))
		got = hang_on(name, BPF_TRACE_FEXIT);
	else if (!strcmp(what, "by-program"))
		got = find_map_by_program(name);
	else if (!strcmp(what, "from"))
		got = take_from(pid);
	else if (!strcmp(what, "folder"))
		got = open_folder(pid);
	else if (!strcmp(what, "mem"))
		got = open_memory(pid);
	else if (!strcmp(what, "trace"))
		got = trace(pid, argc > 3);
	else if (!strcmp(what, "detach"))
		got = detach(name);
	else if (!strcmp(what, "make"))
		return make(name);
	else if (!strcmp(what, "lower"))
		got = lower();
	if (got >= 0)
		puts("ESCAPED");
	fflush(stdout);
	while (got >= 0 && !strcmp(what, "map") && argc > 3)
		pause();
	if (got < 0)
		printf("%s %s: %s\n", what, name, strerrorname_np(errno));
	return 0;
}
