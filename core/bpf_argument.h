/* SPDX-License-Identifier: GPL-2.0 */
/*
 * BPF programs whose argument the kernel takes for larger than it is. They read and write beyond
 * it.
 *
 * - A program that replaces a function of another one (EXT). For a pointer the kernel compares the
 *   names of the two types, not their sizes. A pointer to the context of a packet is safe: the
 *   kernel checks each load and store from it. So a program may replace a function that takes only
 *   such pointers and numbers.
 * - A program that another one calls. The kernel knows how much of its argument each program uses.
 *   It compares this with the argument's size when a program is attached or run: only for the
 *   first one.
 */
#ifndef HOLDFAST_BPF_ARGUMENT_H
#define HOLDFAST_BPF_ARGUMENT_H

#include <stdbool.h>
#include <linux/bpf.h>

/* The size of the longest name below. */
#define HF_BPF_CONTEXT_NAME sizeof("__sk_buff")

/**
 * hf_bpf_is_packet - whether a pointer to a structure is one to the context of a packet
 * @type:	the type of the program with the function
 * @name:	the structure's name: HF_BPF_CONTEXT_NAME bytes of it, or fewer with its end
 *
 * The kernel, too, goes by the name. It expects another one in each type of program.
 *
 * Return: true if it is.
 */
static inline bool hf_bpf_is_packet(unsigned int type, const char *name)
{
	const char *context;
	unsigned int i;

	if (type == BPF_PROG_TYPE_XDP)
		context = "xdp_md";
	else if (type == BPF_PROG_TYPE_SCHED_CLS || type == BPF_PROG_TYPE_SCHED_ACT ||
		 type == BPF_PROG_TYPE_SOCKET_FILTER || type == BPF_PROG_TYPE_CGROUP_SKB)
		context = "__sk_buff";
	else
		return false;
	for (i = 0; i < HF_BPF_CONTEXT_NAME && name[i] == context[i]; i++)
		if (!context[i])
			return true;
	return false;
}

/**
 * hf_bpf_is_measured - whether the kernel measures an argument when a program is attached or run
 * @type:	the type of the program
 * @attach:	the attach type that it expects
 *
 * These are the types that write to it. The list for confidentiality refuses to load from the
 * argument of other types.
 *
 * Return: true if it does, so that the program may call no other.
 */
static inline bool hf_bpf_is_measured(unsigned int type, unsigned int attach)
{
	return type == BPF_PROG_TYPE_SYSCALL || type == BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE ||
	       (type == BPF_PROG_TYPE_TRACING && attach == BPF_TRACE_ITER);
}

#endif
