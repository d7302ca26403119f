// SPDX-License-Identifier: GPL-2.0
/*
 * loading-switch: prints "ready", and then attacks the load of an engine that is sealed. Before the load it has a
 * program that overrules bpf(2). Through it, it gets the link of the guard of ftrace's switch, and removes the program
 * before the loader gives up. With the link it replaces the guard's program, and turns ftrace off; it does the same
 * with the second link, and then gets a map of the engine's. Prints ESCAPED on success, or the step that failed; it
 * repeats that step until /tmp/over exists.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "bpf_load.h"
#include "find_map.h"

/* This file exists once the loader has ended. */
#define OVER "/tmp/over"

/* Lets everything pass but the loader's own question. */
static const struct bpf_insn overrule[] = {
	LOAD(BPF_REG_1, BPF_REG_1, 0),
	SET(BPF_REG_0, 1),
	INSN(BPF_JMP | BPF_JNE | BPF_K, BPF_REG_1, 0, 1, BPF_PROG_TEST_RUN),
	SET(BPF_REG_0, 0),
	EXIT,
};

static int attach_overruling(int *program)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_MODIFY_RETURN);
	int function = libbpf_find_vmlinux_btf_id("security_bpf", BPF_MODIFY_RETURN);

	opts.attach_btf_id = (__u32)function;
	*program = function < 0 ? -1 :
				  bpf_prog_load(BPF_PROG_TYPE_TRACING, "overrule", "GPL", overrule,
						sizeof(overrule) / sizeof(*overrule), &opts);
	return *program < 0 ? -1 : bpf_raw_tracepoint_open(NULL, *program);
}

static bool guards_switch(int link)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);

	return !bpf_obj_get_info_by_fd(link, &info, &size) && info.type == BPF_LINK_TYPE_CGROUP &&
	       info.cgroup.attach_type == BPF_CGROUP_SYSCTL;
}

/* Looks at links with an id above @after. */
static int find_guard(__u32 after)
{
	__u32 id = after;

	while (!bpf_link_get_next_id(id, &id)) {
		int link = bpf_link_get_fd_by_id(id);

		if (link >= 0 && guards_switch(link))
			return link;
		close(link);
	}
	return -1;
}

static struct bpf_link_info link_info(int link)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);

	bpf_obj_get_info_by_fd(link, &info, &size);
	return info;
}

/* A program for sysctls that refuses nothing. */
static int load_permissive(void)
{
	static const struct bpf_insn insns[] = { SET(BPF_REG_0, 1), EXIT };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = BPF_CGROUP_SYSCTL);

	return bpf_prog_load(BPF_PROG_TYPE_CGROUP_SYSCTL, "permit", "GPL", insns, 2, &opts);
}

static bool turn_switch(const char *to)
{
	int fd = open("/proc/sys/kernel/ftrace_enabled", O_WRONLY | O_CLOEXEC);
	bool turned = fd >= 0 && write(fd, to, 1) == 1;

	if (fd >= 0)
		close(fd);
	return turned;
}

static int find_while_off(void)
{
	int map = -1;

	while (map < 0 && access(OVER, F_OK))
		map = find_map("state");
	return map;
}

/* The loader waits for the overruling program to go. */
static int replace_and_find(int first, int overruling)
{
	struct bpf_link_info info = link_info(first);
	int permissive = load_permissive(), second = -1;

	sleep(1);
	if (bpf_link_update(first, permissive, NULL) || !turn_switch("0")) {
		puts("the link keeps its program");
		return -1;
	}
	close(overruling);
	while (second < 0 && access(OVER, F_OK))
		second = find_guard(info.id);
	bpf_link_update(second, permissive, NULL);
	return find_while_off();
}

int main(void)
{
	int program, link = attach_overruling(&program), guard = -1, map;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (link < 0) {
		puts("the program is not attached");
		return 1;
	}
	close(program);
	puts("ready");
	while (guard < 0 && access(OVER, F_OK))
		guard = find_guard(0);
	if (guard < 0) {
		puts("no link was found");
		return 1;
	}
	map = replace_and_find(guard, link);
	turn_switch("1");
	puts(map >= 0 ? "ESCAPED" : "no map was found");
	return map < 0;
}
