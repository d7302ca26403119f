// SPDX-License-Identifier: GPL-2.0
/*
 * Guards the engine while it is loaded, until its own guards are attached. The lock begins with
 * these few programs, and all objects of the engine come later. Only the loader gets the objects
 * that came into being since, and nobody reaches into the loader. There is no state to attack: the
 * loader's settings are constants.
 */
#include "engine_abi.h"
#include "ftrace_switch.bpf.h"
#include "kernel.bpf.h"

/*
 * Its id in the first namespace of pids, outside of which nobody locks: a loader that is not found
 * gets no answer.
 */
const volatile __u32 loader;

/* The last objects that were there before; everybody gets these as before. */
const volatile __u32 last_map, last_program, last_link;

static __always_inline bool is_loader(void)
{
	return bpf_get_current_pid_tgid() >> 32 == loader;
}

/* Whether loading_ftrace also guards the switch of ftrace. */
const volatile bool guards_ftrace;

/* A tracer can make it do anything: then it is refused everything. */
static __always_inline bool is_traced(void)
{
	struct task_struct *task = bpf_get_current_task_btf();

	return task->ptrace;
}

/*
 * The loader asks whether the kernel calls these programs at all, as others ask the engine's
 * witness.
 */
static __always_inline int answer_loader(int cmd, union bpf_attr *attr)
{
	if (is_traced())
		return -EPERM;
	return cmd == BPF_PROG_TEST_RUN && attr->test.repeat == HF_LOADING_REPEAT ? -EPERM : 0;
}

/*
 * A program that comes to the root cgroup after loading_ftrace could take back its answer. A process that got its
 * link before this program was called could put another program into it. The meaning of a descriptor's number can
 * change until the kernel looks: so no link is changed.
 */
static __always_inline bool touches_sysctls(int cmd, union bpf_attr *attr)
{
	if (!guards_ftrace)
		return false;
	if (cmd == BPF_LINK_CREATE)
		return attr->link_create.attach_type == BPF_CGROUP_SYSCTL;
	if (cmd == BPF_LINK_UPDATE || cmd == BPF_LINK_DETACH)
		return true;
	return cmd == BPF_PROG_ATTACH && attr->attach_type == BPF_CGROUP_SYSCTL;
}

/* For everybody else they do not exist yet: tools that list all objects go on to the next. */
SEC("lsm/bpf")
int BPF_PROG(loading_command, int cmd, union bpf_attr *attr)
{
	__u32 last;

	if (is_loader())
		return answer_loader(cmd, attr);
	if (touches_sysctls(cmd, attr))
		return -EAGAIN;
	if (cmd == BPF_MAP_GET_FD_BY_ID)
		last = last_map;
	else if (cmd == BPF_PROG_GET_FD_BY_ID)
		last = last_program;
	else if (cmd == BPF_LINK_GET_FD_BY_ID)
		last = last_link;
	else
		return 0;
	return attr->map_id > last ? -ENOENT : 0;
}

/*
 * Programs that could overrule the hook above, or be attached to a program of the engine. The
 * loader has looked at those that were there before.
 */
SEC("lsm/bpf_prog")
int BPF_PROG(loading_program, struct bpf_prog *prog)
{
	int type = prog->type;

	if (is_loader() || LOAD2(prog, aux, id) <= last_program)
		return 0;
	if (type == BPF_PROG_TYPE_LSM || type == BPF_PROG_TYPE_EXT)
		return -EAGAIN;
	return type == BPF_PROG_TYPE_TRACING && prog->expected_attach_type == BPF_MODIFY_RETURN ?
		       -EAGAIN :
		       0;
}

/*
 * Its memory and its descriptors, and those of the child that hides the anchor. Even a look is
 * refused: through /proc/PID/fd somebody can remove the pins of an anchor that is mounted nowhere
 * yet.
 */
SEC("lsm/ptrace_access_check")
int BPF_PROG(loading_process, struct task_struct *child)
{
	if (is_loader())
		return 0;
	return child->tgid == (int)loader || LOAD2(child, real_parent, tgid) == (int)loader ?
		       -EPERM :
		       0;
}

/* Before Linux 7.3 such a write would switch these programs off: see seal_ftrace. */
SEC("?cgroup/sysctl")
int loading_ftrace(void *ctx) /* see seal_ftrace */
{
	return !writes_ftrace_switch(ctx);
}

char LICENSE[] SEC("license") = "GPL";
