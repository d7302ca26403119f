/* SPDX-License-Identifier: GPL-2.0 */
/* The kinds of BPF programs that the adversary makes: their types, attach targets, and ways to run. */
#ifndef HOLDFAST_TESTS_RANDOM_KINDS_H
#define HOLDFAST_TESTS_RANDOM_KINDS_H

#include <stdbool.h>
#include <stdint.h>
#include <linux/bpf.h>

/* The sort of a kind's targets, which tells where the kernel's types describe the arguments. */
enum target_kind {
	TARGET_NONE,
	TARGET_FUNCTION,
	TARGET_HOOK,	   /* a function bpf_lsm_NAME */
	TARGET_TRACEPOINT, /* a type btf_trace_NAME */
	TARGET_ITERATOR,   /* a function bpf_iter_NAME */
	TARGET_OPERATIONS, /* a structure, by its first member */
};

enum way {
	RUN_NOT, /* it is only loaded */
	RUN_TEST,
	RUN_CGROUP,
	RUN_SOCKET,
	RUN_RAW_TRACEPOINT,
	RUN_TRAMPOLINE,
	RUN_ITERATOR,
	RUN_PERF,
};

#define MAX_TARGETS 8

struct kind {
	const char *name;
	enum bpf_prog_type type;
	unsigned int attach; /* the expected attach type */
	enum target_kind target;
	const char *targets[MAX_TARGETS];
	enum way way;
	int least, most; /* what it may return */
	bool returns_any;
	unsigned int flags, weight;
	/* Where a context of type __sk_buff or xdp_md has the packet's begin, its end, and its socket; -1: nowhere */
	int data, data_end, socket;
};

extern const struct kind kinds[];
extern const unsigned int kinds_count;

#endif
