/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs overrule security hooks. A program that returns a value above 0 skips the hook
 * of every security module if the caller tests for < 0 only, as those of bpf(2) do.
 */
#ifndef HOLDFAST_MODIFIES_HOOK_BPF_H
#define HOLDFAST_MODIFIES_HOOK_BPF_H

#include "lsm_exit.h"
#include "scan.bpf.h"

/* For LSM programs: the longest name that is compared. */
#define LSM_NAME_LEN (sizeof("bpf_lsm_kernel_load_data") - 1)

/*
 * Since Linux 6.12 the verifier refuses an LSM program that returns anything but 0 and errors: it
 * can only refuse, too. One on a cgroup can still give any answer by bpf_set_retval(). Set by the
 * loader.
 */
const volatile bool lsm_can_only_refuse = 0;

/* Another program can replace its functions, and may give any answer in its place. */
static __always_inline bool is_replaceable(struct bpf_prog *prog)
{
	__u32 functions = LOAD2(prog, aux, func_info_cnt);

	return functions > 1 || (functions && !LOAD3(prog, aux, func_info_aux, unreliable));
}

static long step_exit(__u32 at, struct scan *scan)
{
	struct bpf_insn insn, before = {}, to = {};
	int target;

	scan->found = true;
	if (!fetch_insn(scan->insns, at, &insn) ||
	    (at && !fetch_insn(scan->insns, at - 1, &before)))
		return 1;
	target = hf_jump_target(&insn, (int)at);
	if (target != (int)at && !fetch_insn(scan->insns, (__u32)target, &to))
		return 1;
	scan->found = hf_leaves_answer_open(&insn, &before, &to);
	return scan->found;
}

/*
 * True for a program with other exits than 0 and errors, for one that is too long for bpf_loop(),
 * and for all on a cgroup. @ctx: of an LSM program whose first argument is @prog.
 */
static __always_inline bool returns_what_it_likes(struct bpf_prog *prog, const void *ctx)
{
	struct scan scan = {};

	if (prog->expected_attach_type == BPF_LSM_CGROUP)
		return true;
	if (lsm_can_only_refuse)
		return false;
	return is_replaceable(prog) || !start_scan(&scan, ctx) ||
	       bpf_loop(prog->len, step_exit, &scan, 0) < 0 || scan.found;
}

static __always_inline bool is_tested_for_less(const char *name)
{
#define TESTED_FOR_LESS(NAME, function)                                        \
	_Static_assert(sizeof(#function) - 1 <= LSM_NAME_LEN, "LSM_NAME_LEN"); \
	if (!bpf_strncmp(name, sizeof(#function) - 1, #function))              \
		return true;
#include "tested_hooks.def"
	return false;
}

/*
 * fmod_ret programs on a security hook can return any value. So can these LSM programs, and the
 * last to come is the first to run. If names cannot be read, every fmod_ret program counts as one,
 * because it attaches to little else.
 */
static __always_inline bool modifies_hook(struct bpf_prog *prog, const void *ctx)
{
	bool modifies = prog->type == BPF_PROG_TYPE_TRACING &&
			prog->expected_attach_type == BPF_MODIFY_RETURN;
	char name[LSM_NAME_LEN + 1] = {};

	if (!modifies && prog->type != BPF_PROG_TYPE_LSM)
		return false;
	if (!can_read_kernel)
		return modifies;
	if (bpf_probe_read_kernel_str(name, sizeof(name), LOAD2(prog, aux, attach_func_name)) < 0)
		return true;
	if (modifies)
		return !bpf_strncmp(name, sizeof(HF_HOOK_PREFIX) - 1, HF_HOOK_PREFIX);
	return is_tested_for_less(name) && returns_what_it_likes(prog, ctx);
}

#endif
