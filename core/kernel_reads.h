/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs may read the kernel's memory, by their type, where their instructions do not tell: for the engine,
 * which refuses them, and for the look at what was loaded before it.
 */
#ifndef HOLDFAST_KERNEL_READS_H
#define HOLDFAST_KERNEL_READS_H

#include <stdbool.h>
#include <linux/bpf.h>

#include "bpf_surface.h"

/**
 * hf_has_trusted_arguments - whether the arguments of a program may be pointers that the verifier trusts
 * @type: of the program, an enum bpf_prog_type
 * @attach_type: that it was loaded for, an enum bpf_attach_type
 *
 * Since Linux 6.2; loads through these are not marked as probed.
 *
 * Return: true where they may.
 */
static inline bool hf_has_trusted_arguments(unsigned int type, unsigned int attach_type)
{
	switch (type) {
	case BPF_PROG_TYPE_TRACING:
		return attach_type == BPF_TRACE_RAW_TP || attach_type == BPF_TRACE_ITER;
	case BPF_PROG_TYPE_LSM:
	case BPF_PROG_TYPE_STRUCT_OPS:
	case HF_BPF_TYPE_NETFILTER:
		return true;
	default:
		return false;
	}
}

/**
 * hf_is_for_tracing - whether programs of a type are there to look at the kernel
 * @type: an enum bpf_prog_type
 *
 * Return: true where they are.
 */
static inline bool hf_is_for_tracing(unsigned int type)
{
	switch (type) {
	case BPF_PROG_TYPE_KPROBE:
	case BPF_PROG_TYPE_TRACEPOINT:
	case BPF_PROG_TYPE_PERF_EVENT:
	case BPF_PROG_TYPE_RAW_TRACEPOINT:
	case BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE:
	case BPF_PROG_TYPE_TRACING:
	case BPF_PROG_TYPE_STRUCT_OPS:
	case BPF_PROG_TYPE_EXT:
	case BPF_PROG_TYPE_LSM:
	case HF_BPF_TYPE_NETFILTER:
		return true;
	default:
		return false;
	}
}

#endif
