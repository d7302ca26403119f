/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which calls are those of the printing helpers, before Linux 6.9. There the engine sees programs
 * behind the verifier only, which has replaced the helpers' numbers by distances to functions of
 * this very kernel. So a program that calls them is loaded and never run, and its instructions
 * tell. /proc/kallsyms would, too, but not to everybody, and reading it takes longer than a lock.
 */
#ifndef HOLDFAST_LEARN_BPF_H
#define HOLDFAST_LEARN_BPF_H

#include "kernel_reads.bpf.h"

/* Holds the program to learn from, because a map can be followed to the programs in it. */
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u32);
} samples_at SEC(".maps");

static const char format[] = "%s";

/* Calls nothing else; LEARNED_CALLS of them. */
SEC("?raw_tp")
int samples(void *ctx)
{
	char text[8] = "";
	__u64 address = 0;
	struct btf_ptr type = {};

	bpf_snprintf(text, sizeof(text), format, &address, sizeof(address));
	bpf_snprintf_btf(text, sizeof(text), &type, sizeof(type), 0);
	bpf_trace_printk(text, sizeof(text));
	bpf_trace_vprintk(text, sizeof(text), &address, sizeof(address));
	return 0;
}

struct lesson {
	struct scan scan;
	struct hf_learned learned;
};

static long step_learn(__u32 at, struct lesson *lesson)
{
	struct bpf_insn insn;
	__u32 known = lesson->learned.count;

	if (!fetch_insn(&lesson->scan, at, &insn) || known >= HF_LEARNED_CALLS)
		return 1;
	if (insn.code == (BPF_JMP | BPF_CALL)) {
		lesson->learned.calls[known] = insn.imm;
		lesson->learned.count = known + 1;
	}
	return 0;
}

/*
 * Run once by the loader, attached to nothing; returns how many calls it has learned. Both are raw
 * tracepoints: what may sleep cannot use the map, and a map holds programs of one type.
 */
SEC("?raw_tp")
int learn(void *ctx)
{
	const void *map = &samples_at;
	struct lesson lesson = {};
	__u32 only = 0, len = 0;
	__u64 at = 0, prog = 0;

	/* A pointer that was read is a number, to which anything may be added. */
	bpf_probe_read_kernel(&at, sizeof(at), &map);
	bpf_probe_read_kernel(&prog, sizeof(prog),
			      (void *)(at + bpf_core_field_offset(struct bpf_array, ptrs)));
	bpf_probe_read_kernel(&len, sizeof(len),
			      (void *)(prog + bpf_core_field_offset(struct bpf_prog, len)));
	lesson.scan.insns = prog + bpf_core_field_offset(struct bpf_prog, insnsi);
	bpf_loop(len, step_learn, &lesson, 0);
	bpf_map_update_elem(&learned, &only, &lesson.learned, BPF_ANY);
	return lesson.learned.count;
}

#endif
