/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Descriptors of the engine's maps and links; bpf_prog.bpf.h has those of its programs. With one of a map, any
 * program that writes the map can be loaded. With one of a program, it can be replaced, or taken off its cgroup.
 */
#ifndef HOLDFAST_SEAL_BPF_BPF_H
#define HOLDFAST_SEAL_BPF_BPF_H

#include "seal.bpf.h"

SEC("lsm/bpf_map")
int BPF_PROG(seal_map, struct bpf_map *map)
{
	return refuse_look(is_closed(HF_OWN_MAP, map->id));
}

/*
 * A process with a descriptor from before the seal could take the guard of ftrace off its cgroup,
 * or put another program in its place. Only the kind of the command decides: the meaning of a
 * descriptor's number can change until the kernel looks.
 */
static __always_inline bool takes_off_ftrace_guard(int cmd, union bpf_attr *attr)
{
	if (!guards_ftrace || (cmd != BPF_PROG_DETACH && cmd != BPF_PROG_ATTACH) ||
	    attr->attach_type != BPF_CGROUP_SYSCTL)
		return false;
	return cmd == BPF_PROG_DETACH || attr->attach_flags & BPF_F_REPLACE;
}

/* The kernel asks no hook about a link, but one about the command. */
SEC("lsm/bpf")
int BPF_PROG(seal_command, int cmd, union bpf_attr *attr)
{
	return refuse_sealed(takes_off_ftrace_guard(cmd, attr),
			     cmd == BPF_LINK_GET_FD_BY_ID && is_closed(HF_OWN_LINK, attr->link_id));
}

#endif
