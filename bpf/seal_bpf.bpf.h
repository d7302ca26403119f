/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Descriptors of the engine's programs, maps and links. With one of a map, any program that writes
 * the map can be loaded. With one of a program, it can be replaced, or taken off its cgroup. Only
 * descriptors of the programs that raise and report are given out.
 */
#ifndef HOLDFAST_SEAL_BPF_BPF_H
#define HOLDFAST_SEAL_BPF_BPF_H

#include "modifies_hook.bpf.h"
#include "seal.bpf.h"
#include "sets_sysctl.bpf.h"

SEC("lsm/bpf_map")
int BPF_PROG(seal_map, struct bpf_map *map)
{
	return refuse_look(is_closed(HF_OWN_MAP, map->id));
}

/*
 * The kernel also asks when a program is loaded. One that is attached to a program of the engine
 * could answer in its place, even if anybody may have the descriptor of that program.
 */
SEC("lsm/bpf_prog")
int BPF_PROG(seal_prog, struct bpf_prog *prog)
{
	__u32 id = LOAD2(prog, aux, id);
	bool undoes = hangs_on_engine(prog);

	/* At integrity and above they are refused earlier; the guards need this also at none. */
	if (!undoes && !find_own(HF_OWN_PROG, id))
		undoes = modifies_hook(prog, ctx) || sysctl_program(prog, ctx);
	return refuse_sealed(undoes, is_closed(HF_OWN_PROG, id));
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
