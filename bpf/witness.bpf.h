/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The witness refuses one meaningless bpf(2) call, at every level and under every native lockdown.
 * This proves that the kernel calls BPF LSM programs at all. On kernels before 7.3,
 * kernel.ftrace_enabled=0 lets programs attach and never calls them.
 *
 * Before the seal it also keeps the engine's maps to the engine: a process that has one then has it
 * afterwards. The maps are pinned nowhere, so their ids are the only way. For everybody except the
 * engine these ids do not exist, and tools that list all maps go on to the next.
 */
#ifndef HOLDFAST_WITNESS_BPF_H
#define HOLDFAST_WITNESS_BPF_H

#include "maps.bpf.h"
#include "seal.bpf.h"

SEC("lsm/bpf")
int BPF_PROG(witness, int cmd, union bpf_attr *attr, unsigned int size)
{
	if (cmd == BPF_PROG_TEST_RUN && attr->test.repeat == HF_WITNESS_REPEAT)
		return -EPERM;
	if (cmd == BPF_MAP_GET_FD_BY_ID && !is_sealed() && is_closed(HF_OWN_MAP, attr->map_id))
		return -ENOENT;
	return 0;
}

#endif
