/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The witness refuses one bpf(2) call that means nothing, at every level and under every native
 * lockdown: the proof that BPF LSM programs are called at all. On kernels before 7.3,
 * kernel.ftrace_enabled=0 lets programs attach and never calls them.
 *
 * It also keeps the engine's maps to the engine before it is sealed: who has one then has it afterwards. They
 * are pinned nowhere, so that their ids are the only way; to all but the engine they are not there, and
 * tools that list what there is go on to the next.
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
