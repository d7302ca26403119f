/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The witness refuses one bpf(2) call that means nothing, at every level and under every native
 * lockdown: the proof that BPF LSM programs are called at all. On kernels before 7.3,
 * kernel.ftrace_enabled=0 lets programs attach and never calls them.
 */
#ifndef HOLDFAST_WITNESS_BPF_H
#define HOLDFAST_WITNESS_BPF_H

#include "kernel.bpf.h"
#include "engine_abi.h"

SEC("lsm/bpf")
int BPF_PROG(witness, int cmd, union bpf_attr *attr, unsigned int size)
{
	if (cmd == BPF_PROG_TEST_RUN && attr->test.repeat == HF_WITNESS_REPEAT)
		return -EPERM;
	return 0;
}

#endif
