/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs may come into being. The hook is asked behind the verifier and before the
 * program has a descriptor: a program that is refused here never existed for anybody.
 *
 * It is also asked whenever a descriptor is made of a program that exists.
 */
#ifndef HOLDFAST_BPF_PROG_BPF_H
#define HOLDFAST_BPF_PROG_BPF_H

#include "record.bpf.h"

#define HOOK_PREFIX	"security_"
#define HOOK_PREFIX_LEN (sizeof(HOOK_PREFIX) - 1)

/*
 * An fmod_ret program on a function of the security hooks returns what it likes, and above 0 skips
 * the hook of every security module where the caller tests for < 0 only: the guard here is such a
 * hook. Where names cannot be read, every fmod_ret program counts as one: it attaches to little
 * else.
 */
static __always_inline bool modifies_hook(struct bpf_prog *prog)
{
	char name[HOOK_PREFIX_LEN + 1] = {};

	if (prog->expected_attach_type != BPF_MODIFY_RETURN || prog->type != BPF_PROG_TYPE_TRACING)
		return false;
	if (!can_read_kernel)
		return true;
	if (bpf_probe_read_kernel(name, HOOK_PREFIX_LEN, prog->aux->attach_func_name))
		return true;
	return !bpf_strncmp(name, HOOK_PREFIX_LEN, HOOK_PREFIX);
}

/* What a program is refused for; HF_REASON_UNKNOWN: nothing. */
static __always_inline int judge_program(struct bpf_prog *prog)
{
	if (modifies_hook(prog))
		return HF_REASON_BPF_MODIFY_RETURN;
	return HF_REASON_UNKNOWN;
}

SEC("lsm/bpf_prog")
int BPF_PROG(guard_bpf_prog, struct bpf_prog *prog)
{
	struct decision d = { .reason = judge_program(prog), .engine = HF_ENGINE_BPF };
	struct hf_state *s = get_state();

	if (!s)
		return -EPERM;
	if (d.reason == HF_REASON_UNKNOWN)
		return 0;
	d.level = s->level;
	d.verdict = hf_decide(d.level, d.reason, hf_reason_level(d.reason));
	count_decision(&d);
	if (d.verdict != HF_ALLOW)
		record_decision(s, &d);
	return d.verdict == HF_DENY ? -EPERM : 0;
}

#endif
