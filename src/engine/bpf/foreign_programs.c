// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "base/memory.h"
#include "base/report.h"
#include "engine/bpf/foreign_programs.h"
#include "engine/bpf/info.h"
#include "engine/bpf/loading_guard.h"
#include "engine/bpf/own_programs.h"
#include "kernel/preflight.h"
#include "lsm_exit.h"
#include "engine/bpf/iterators.h"

/* Each is the beginning of a function's name. */
static const char *const lsm_hooks[] = {
#define TESTED_FOR_LESS(NAME, function) #function,
#include "tested_hooks.def"
};

/*
 * Whether a program is attached for something else than to modify a return value. The kernel's information on a
 * program lacks its attach type; that on its link has it.
 */
static bool is_attached_otherwise(__u32 program)
{
	__u32 id = 0;

	while (!bpf_link_get_next_id(id, &id)) {
		struct bpf_link_info info = { 0 };

		if (!read_link_info(id, &info) && info.prog_id == program)
			return info.type != BPF_LINK_TYPE_TRACING ||
			       info.tracing.attach_type != BPF_MODIFY_RETURN;
	}
	return false;
}

/* The function's name, or NULL if it belongs to a module. */
static const char *function_name(__u32 id)
{
	static struct btf *kernel;
	const struct btf_type *type;

	if (!kernel)
		kernel = btf__load_vmlinux_btf();
	type = kernel ? btf__type_by_id(kernel, id) : NULL;
	return type ? btf__name_by_offset(kernel, type->name_off) : NULL;
}

/* Whether a program on this function can overrule a hook that we use; the rules are bpf/modifies_hook.bpf.h's. */
static bool overrules(const struct bpf_prog_info *info, const char *function)
{
	if (info->type == BPF_PROG_TYPE_TRACING)
		return !strncmp(function, HF_HOOK_PREFIX, strlen(HF_HOOK_PREFIX));
	for (size_t i = 0; i < sizeof(lsm_hooks) / sizeof(lsm_hooks[0]); i++)
		if (!strncmp(function, lsm_hooks[i], strlen(lsm_hooks[i])))
			return true;
	return false;
}

static bool exits_refuse(const struct bpf_insn *insns, int count)
{
	static const struct bpf_insn none;

	for (int i = 0; i < count; i++) {
		int target = hf_jump_target(&insns[i], i);

		if (target < 0 || target >= count ||
		    hf_leaves_answer_open(&insns[i], i ? &insns[i - 1] : &none,
					  target != i ? &insns[target] : &none))
			return false;
	}
	return count > 0;
}

/* Judges by its instructions, which root may read unless net.core.bpf_jit_harden is set. */
static bool program_exits_refuse(const struct bpf_prog_info *info)
{
	struct bpf_prog_info found = { .xlated_prog_len = info->xlated_prog_len };
	int count = (int)(info->xlated_prog_len / sizeof(struct bpf_insn));
	struct bpf_insn *insns = must_alloc(info->xlated_prog_len + 1);
	bool refuse;

	found.xlated_prog_insns = (__u64)(uintptr_t)insns;
	refuse = !read_program_info(info->id, &found) &&
		 found.xlated_prog_len == info->xlated_prog_len && exits_refuse(insns, count);
	free(insns);
	return refuse;
}

/*
 * Whether it is an LSM program that returns only 0 and errors. Since Linux 6.12 the verifier ensures that; before, the
 * instructions show it. A program on a cgroup can overrule others, and only an iterator tells it apart.
 */
static bool can_only_refuse(const struct bpf_prog_info *info)
{
	struct iterators iterators;
	struct program_facts facts;
	bool can;

	if (info->type != BPF_PROG_TYPE_LSM)
		return false;
	iterators_open(&iterators);
	can = !iterators_find_program(&iterators, info->id, &facts) &&
	      facts.attach_type == BPF_LSM_MAC &&
	      (kernel_is_at_least(6, 12) || (!facts.replaceable && program_exits_refuse(info)));
	iterators_close(&iterators);
	return can;
}

/* Programs of a killed `lock` or of an unmounted anchor go one by one, within moments: waits for that. */
static bool stays(__u32 id)
{
	/* Opens no descriptor: that would keep the program alive, and ask the engine's guard each time. */
	for (int i = 0; i < 50; i++) {
		__u32 next = 0;

		if (bpf_prog_get_next_id(id - 1, &next))
			return errno != ENOENT;
		if (next != id)
			return false;
		usleep(100000);
	}
	return true;
}

static int check_program(const struct own_programs *own, const struct loading_guard *guard,
			 __u32 id)
{
	struct bpf_prog_info info = { 0 };
	int err = read_program_info(id, &info);
	const char *function;

	/* A program that overrules bpf(2) can fake the -ENOENT. */
	if (err == -ENOENT && !stays(id))
		return 0;
	if (err)
		return fail("cannot look at BPF program %u: %s", id, strerror(-err));
	if (!info.attach_btf_id ||
	    (info.type != BPF_PROG_TYPE_LSM &&
	     (info.type != BPF_PROG_TYPE_TRACING || is_attached_otherwise(id))))
		return 0;
	/* Comes before the look-up of the name, which reads the kernel's types: most often all programs are ours. */
	if (own_programs_have(own, id) || (guard && loading_guard_has(guard, id)))
		return 0;
	function = function_name(info.attach_btf_id);
	if (!function || !overrules(&info, function) || can_only_refuse(&info) || !stays(id))
		return 0;
	return fail("BPF program %u (%s), loaded by user %u, can replace the return value of "
		    "%s(), and so turn off any lock; end the process that loaded it (bpftool "
		    "prog show id %u names it) and lock again",
		    id, *info.name ? info.name : "no name", info.created_by_uid, function, id);
}

int check_foreign_programs(enum hf_level level, const struct loading_guard *guard)
{
	struct own_programs own;
	bool whole = !guard;
	__u32 id = 0;
	int err = 0;

	if (level == HF_NONE)
		return 0;
	own_programs_read(&own);
	while (!bpf_prog_get_next_id(id, &id)) {
		err |= check_program(&own, guard, id);
		if (!whole && loading_guard_covers(guard, HF_OWN_PROG, id))
			whole = loading_guard_has(guard, id);
	}
	/* The guard's programs were loaded last: if they are listed, the list is whole. */
	return err ?: whole ? 0 : fail("the kernel does not list all BPF programs: %m");
}
