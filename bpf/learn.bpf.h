/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which calls after the verifier are calls of the helpers that matter. The verifier has replaced
 * their numbers by distances to functions of this very kernel. So programs that call these helpers
 * are loaded, never run, and their instructions show the numbers. /proc/kallsyms would show them,
 * too, but not to everybody, and reading it takes longer than a lock. Before Linux 6.9 the engine
 * sees programs only after the verifier, and has to know the printing helpers. On all kernels it
 * has to know the others, for programs that are older than the engine.
 */
#ifndef HOLDFAST_LEARN_BPF_H
#define HOLDFAST_LEARN_BPF_H

#include "guards.bpf.h"
#include "scan.bpf.h"

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

/* The same of bpf_sys_bpf(), which no other type may call. There is no such command as -1. */
SEC("?syscall")
int sample_bpf_call(void *ctx)
{
	__u64 nothing = 0;

	bpf_sys_bpf(-1, &nothing, sizeof(nothing));
	return 0;
}

/* And what programs for sysctls may call. */
SEC("?cgroup/sysctl")
int sample_sysctl_calls(struct bpf_sysctl *ctx)
{
	const char value[] = "1";

	bpf_sysctl_set_new_value(ctx, value, sizeof(value) - 1);
	bpf_set_retval(0);
	return 1;
}

struct lesson {
	struct scan scan;
	struct hf_learned learned;
};

static long step_learn(__u32 at, struct lesson *lesson)
{
	struct bpf_insn insn;
	__u32 known = lesson->learned.count;

	if (!fetch_insn(lesson->scan.insns, at, &insn) || known >= HF_LEARNED_CALLS)
		return 1;
	if (insn.code == (BPF_JMP | BPF_CALL)) {
		lesson->learned.calls[known] = insn.imm;
		lesson->learned.count = known + 1;
	}
	return 0;
}

/*
 * The loader runs it once for each sample. The loader has a descriptor of the sample, which is
 * attached to nothing. Returns how many calls the sample has.
 */
SEC("?raw_tp")
int learn(struct bpf_raw_tracepoint_args *ctx)
{
	struct file *sample = file_at(ctx->args[0]);
	struct bpf_prog *prog = BPF_CORE_READ(sample, private_data);
	struct hf_learned *known = get_learned();
	struct lesson lesson = {};

	if (!known)
		return 0;
	/* A pointer that was read is a number, to which anything may be added. */
	lesson.scan.insns = (__u64)prog + bpf_core_field_offset(struct bpf_prog, insnsi);
	bpf_loop(BPF_CORE_READ(prog, len), step_learn, &lesson, 0);
	switch ((int)BPF_CORE_READ(prog, type)) {
	case BPF_PROG_TYPE_SYSCALL:
		known->bpf_call = lesson.learned.calls[0];
		break;
	case BPF_PROG_TYPE_CGROUP_SYSCTL:
		known->setter_call = lesson.learned.calls[0];
		known->overruler_call = lesson.learned.calls[1];
		break;
	default:
		__builtin_memcpy(known->calls, lesson.learned.calls, sizeof(known->calls));
	}
	return lesson.learned.count;
}

#endif
