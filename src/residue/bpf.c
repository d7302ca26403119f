// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine/bpf/own_programs.h"
#include "kernel_reads.h"
#include "lsm_exit.h"
#include "residue/bpf.h"
#include "residue/calls.h"

static const struct residue_way modifies = { "bpf-program", HF_REASON_BPF_MODIFY_RETURN,
					     "overrules the kernel's security hooks" };
static const struct residue_way calls_bpf = { "bpf-program", HF_REASON_BPF_SYSCALL,
					      "calls bpf(2) in the kernel, with its addresses" };
static const struct residue_way writes = { "bpf-program", HF_REASON_BPF_WRITE_USER,
					   "writes into the memory of processes" };
static const struct residue_way reads = { "bpf-program", HF_REASON_BPF_READ_KERNEL,
					  "reads kernel memory at any address" };
static const struct residue_way prints = { "bpf-program", HF_REASON_BPF_TYPED_READ,
					   "can print kernel memory" };
static const struct residue_way loads = { "bpf-program", HF_REASON_BPF_TYPED_READ,
					  "reads kernel memory by typed pointers" };
static const struct residue_way calls_kfunc = { "bpf-program", HF_REASON_BPF_TYPED_READ,
						"calls kernel functions, which may read memory" };

/* The worst first: a program is reported only for its first match. */
static struct helper_call calls[] = {
	{ &writes, "0s8", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_probe_write_user, 0 },
	{ &reads, "s80", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_probe_read, 0 },
	{ &reads, "s80", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_probe_read_str, 0 },
	{ &reads, "s80", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_probe_read_kernel, 0 },
	{ &reads, "s80", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_probe_read_kernel_str, 0 },
	{ &prints, "s8", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_trace_printk, 0 },
	{ &prints, "s8s8", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_trace_vprintk, 0 },
	{ &prints, "s8fs8", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_snprintf, 0 },
	{ &prints, "s8sx0", BPF_PROG_TYPE_RAW_TRACEPOINT, BPF_FUNC_snprintf_btf, 0 },
};
#define CALLS (sizeof(calls) / sizeof(calls[0]))

/* Only programs of one type may call it. */
static struct helper_call bpf_call = { &calls_bpf, "0s8", BPF_PROG_TYPE_SYSCALL, BPF_FUNC_sys_bpf,
				       0 };

/* The program under examination. */
struct subject {
	struct bpf_prog_info info;
	struct program_facts facts;
	struct bpf_insn *insns;
	size_t count;
};

/* Includes BPF_PROG_TYPE_SYSCALL, which bpf(2) runs: its programs may call kernel functions, too. */
static bool is_for_tracing(__u32 type)
{
	return hf_is_for_tracing(type) || type == BPF_PROG_TYPE_SYSCALL;
}

static bool has_load(const struct subject *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (BPF_CLASS(s->insns[i].code) == BPF_LDX && s->insns[i].src_reg != BPF_REG_10)
			return true;
	return false;
}

static bool calls_distance(const struct subject *s, int distance)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->insns[i].code == (BPF_JMP | BPF_CALL) && !s->insns[i].src_reg &&
		    s->insns[i].imm == distance)
			return true;
	return false;
}

static bool has_kfunc(const struct subject *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->insns[i].code == (BPF_JMP | BPF_CALL) &&
		    s->insns[i].src_reg == BPF_PSEUDO_KFUNC_CALL)
			return true;
	return false;
}

static bool has_calls(const struct subject *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->insns[i].code == (BPF_JMP | BPF_CALL) && !s->insns[i].src_reg)
			return true;
	return false;
}

/* The ability for which a lock would have refused it; NULL: it has none. */
static const struct residue_way *judge(const struct subject *s)
{
	if (s->info.type == BPF_PROG_TYPE_TRACING && s->facts.attach_type == BPF_MODIFY_RETURN &&
	    !strncmp(s->facts.function, HF_HOOK_PREFIX, strlen(HF_HOOK_PREFIX)))
		return &modifies;
	if (bpf_call.distance && calls_distance(s, bpf_call.distance))
		return bpf_call.way;
	for (size_t i = 0; i < CALLS; i++)
		if (calls[i].distance && calls_distance(s, calls[i].distance))
			return calls[i].way;
	/* Some kernels do not count marked loads in subprograms: then any load counts as one. */
	if (s->facts.marked_loads ||
	    (has_load(s) &&
	     (hf_has_trusted_arguments(s->info.type, (unsigned int)s->facts.attach_type) ||
	      (s->info.nr_func_info > 1 && is_for_tracing(s->info.type)))))
		return &loads;
	return has_kfunc(s) && is_for_tracing(s->info.type) ? &calls_kfunc : NULL;
}

static void add_program(struct residue *residue, struct program_list *programs,
			const struct subject *s, const struct residue_way *way)
{
	struct program *entries =
		reallocarray(programs->entries, programs->count + 1, sizeof(*entries));

	if (!entries) {
		residue->incomplete = true;
		return;
	}
	programs->entries = entries;
	entries += programs->count++;
	memset(entries, 0, sizeof(*entries));
	entries->id = s->info.id;
	entries->way = way;
	snprintf(entries->name, sizeof(entries->name), "%s", s->info.name);
}

/* Returns 0 or a positive errno. */
static int look_at_program(struct residue *residue, const struct iterators *iterators, int fd,
			   struct program_list *programs)
{
	static bool learned, learned_bpf;
	struct subject s = { 0 };
	const struct residue_way *way;
	int err;

	s.insns = read_instructions(fd, &s.info, &s.count);
	if (!s.insns)
		return errno;
	if (has_calls(&s) && is_for_tracing(s.info.type) && !learned &&
	    iterators->err != ECANCELED) {
		learned = true;
		residue_learn_calls(residue, calls, CALLS);
	}
	if (has_calls(&s) && s.info.type == BPF_PROG_TYPE_SYSCALL && !learned_bpf) {
		learned_bpf = true;
		residue_learn_calls(residue, &bpf_call, 1);
	}
	err = iterators_find_program(iterators, s.info.id, &s.facts);
	way = judge(&s);
	if (way)
		add_program(residue, programs, &s, way);
	free(s.insns);
	/* For other types the instructions suffice. */
	return way || !is_for_tracing(s.info.type) ? 0 : err;
}

/* @fd: of a program, or -1 with the cause in @err. */
static bool may_be_own(const struct own_programs *own, int fd, int err)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);

	if (!own->unseen || err)
		return own->unseen && err == EPERM;
	return own->btf && !bpf_obj_get_info_by_fd(fd, &info, &size) && info.btf_id == own->btf;
}

void residue_look_at_programs(struct residue *residue, const struct iterators *iterators,
			      struct program_list *programs)
{
	struct own_programs own;
	unsigned int unseen = 0;
	__u32 id = 0;

	own_programs_read(&own);
	while (!bpf_prog_get_next_id(id, &id)) {
		int fd, err;

		if (own_programs_have(&own, id) || iterators_have(iterators, id))
			continue;
		fd = bpf_prog_get_fd_by_id(id);
		err = fd < 0 ? errno : 0;
		if (err == ENOENT)
			continue;
		if (may_be_own(&own, fd, err))
			unseen++;
		else if (err || (err = look_at_program(residue, iterators, fd, programs)))
			residue_add_gap(residue, err, "BPF program %u", id);
		if (fd >= 0)
			close(fd);
	}
	if (errno != ENOENT)
		residue_add_gap(residue, errno, "BPF programs");
	if (own.unseen)
		residue_add_gap(
			residue, ENOENT,
			"%u BPF programs, maybe of the engine, whose anchor is out of sight",
			unseen);
}

static void add_one(struct residue *residue, const struct program *program, pid_t pid)
{
	residue_add(residue, program->way, pid, "program %u (%s)", program->id,
		    *program->name ? program->name : "no name");
}

void residue_add_holder(struct residue *residue, struct program_list *programs, unsigned int id,
			pid_t pid)
{
	for (size_t i = 0; id && i < programs->count; i++) {
		if (programs->entries[i].id != id)
			continue;
		programs->entries[i].held = true;
		add_one(residue, &programs->entries[i], pid);
	}
}

void residue_add_unheld(struct residue *residue, const struct program_list *programs)
{
	for (size_t i = 0; i < programs->count; i++)
		if (!programs->entries[i].held)
			add_one(residue, &programs->entries[i], 0);
}
