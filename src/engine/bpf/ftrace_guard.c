// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "base/report.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/guards.h"
#include "kernel/detached_mount.h"

#define MAX_PROGRAMS 64
/* Including the programs of the cgroups above. */
#define MAX_EFFECTIVE 1024

static void detach_if_left(int root, __u32 id)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int program = bpf_prog_get_fd_by_id(id);

	if (program < 0)
		return;
	if (!bpf_obj_get_info_by_fd(program, &info, &size) &&
	    !strcmp(info.name, guards[HF_GUARD_SEAL_FTRACE].program))
		bpf_prog_detach2(program, root, BPF_CGROUP_SYSCTL);
	close(program);
}

/* Detaches the guards that a killed `seal` or `lock --seal` has left: a process that seals has no second engine. */
static void detach_left(int root)
{
	__u32 ids[MAX_PROGRAMS], flags, count = MAX_PROGRAMS;

	if (bpf_prog_query(root, BPF_CGROUP_SYSCTL, 0, &flags, ids, &count))
		return;
	for (__u32 i = 0; i < count; i++)
		detach_if_left(root, ids[i]);
}

bool ftrace_can_be_switched_off(void)
{
	return guard_is_for_kernel(&guards[HF_GUARD_SEAL_FTRACE]);
}

void ftrace_guard_look(void)
{
	__u32 id = 0;

	while (ftrace_can_be_switched_off() && !bpf_prog_get_next_id(id, &id)) {
		int program = bpf_prog_get_fd_by_id(id);

		if (program >= 0)
			close(program);
	}
}

int ftrace_guard_check(const struct hf_state *state, const char *otherwise)
{
	if (!(state->sysctl_programs & HF_SYSCTL_OVERRULES))
		return 0;
	return fail("a BPF program for sysctls (cgroup_sysctl in `bpftool prog list`) that is, or "
		    "was, loaded can overrule the guard of kernel.ftrace_enabled by "
		    "bpf_set_retval(); end the process that loaded it, and %s",
		    otherwise);
}

int ftrace_guard_attach(int program)
{
	int root, err;

	if (!ftrace_can_be_switched_off())
		return 0;
	root = open_detached_mount("cgroup2", NULL);
	err = root;
	if (root >= 0) {
		detach_left(root);
		err = bpf_prog_attach(program, root, BPF_CGROUP_SYSCTL, BPF_F_ALLOW_MULTI);
		close(root);
	}
	return err ? fail("the switch of ftrace cannot be guarded by a program on the root of "
			  "cgroup v2: %s",
			  strerror(-err)) :
		     0;
}

int ftrace_guard_link(const struct bpf_program *program, struct bpf_link **link)
{
	int root = open_detached_mount("cgroup2", NULL);
	int err = root < 0 ? root : 0;

	*link = err ? NULL : bpf_program__attach_cgroup(program, root);
	if (!err && !*link)
		err = -errno;
	if (root >= 0)
		close(root);
	return err;
}

void ftrace_guard_detach(int program)
{
	int root = ftrace_can_be_switched_off() ? open_detached_mount("cgroup2", NULL) : -1;

	if (root < 0)
		return;
	bpf_prog_detach2(program, root, BPF_CGROUP_SYSCTL);
	close(root);
}

bool ftrace_guard_is_last(__u32 program)
{
	__u32 ids[MAX_PROGRAMS], flags, count = MAX_PROGRAMS;
	int root = open_detached_mount("cgroup2", NULL);
	bool last = root >= 0 && !bpf_prog_query(root, BPF_CGROUP_SYSCTL, 0, &flags, ids, &count) &&
		    count && ids[count - 1] == program;

	if (root >= 0)
		close(root);
	return last;
}

bool ftrace_guard_is_attached(__u32 program)
{
	__u32 ids[MAX_EFFECTIVE], flags, count = MAX_EFFECTIVE;
	int root = open_detached_mount("cgroup2", NULL);
	bool attached = false;

	if (root < 0)
		return false;
	/* In a cgroup namespace this root is a folder of the real one, and programs above it count. */
	if (!bpf_prog_query(root, BPF_CGROUP_SYSCTL, BPF_F_QUERY_EFFECTIVE, &flags, ids, &count))
		for (__u32 i = 0; i < count; i++)
			attached |= ids[i] == program;
	close(root);
	return attached;
}
