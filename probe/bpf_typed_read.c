// SPDX-License-Identifier: GPL-2.0
/*
 * BPF programs that read kernel memory without the helpers that lockdown takes away: by pointers whose types the
 * verifier knows, and by helpers and kernel functions that print or compare. All are loaded and never attached.
 */
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"

/* The address of a task's kernel stack: it is worth hiding, and every kernel has it. */
#define STRUCTURE "task_struct"
#define MEMBER	  "stack"

/* Loads @insns; the positive control is the same program without them. */
static void try_reading(struct probe_result *res, struct bpf_source *source,
			const struct bpf_insn *insns, size_t size)
{
	static const struct bpf_insn harmless[] = { SET(BPF_REG_0, 0), EXIT };
	struct bpf_source control = *source;

	control.insns = harmless;
	control.size = sizeof(harmless);
	source->insns = insns;
	source->size = size;
	try_program(res, source, &control);
}

/* The first argument is a task. */
static void try_argument(struct probe_result *res, enum bpf_attach_type attach, const char *target,
			 uint32_t kind)
{
	int stack = find_member(res, STRUCTURE, MEMBER);
	struct bpf_source source = { .type = BPF_PROG_TYPE_TRACING, .attach_type = attach };
	const struct bpf_insn insns[] = {
		LOAD(BPF_REG_2, BPF_REG_1, 0),
		LOAD(BPF_REG_3, BPF_REG_2, (int16_t)stack),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (stack < 0)
		return;
	source.target = find_kernel_type(res, target, kind);
	if (source.target)
		try_reading(res, &source, insns, sizeof(insns));
}

static void try_fentry(struct probe_result *res)
{
	try_argument(res, BPF_TRACE_FENTRY, "wake_up_new_task", BTF_KIND_FUNC);
}

DEFINE_PROBE(typed_fentry) = {
	.name = "bpf-typed-read/fentry",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load an fentry BPF program that reads its argument's members",
	.capability = CAP_SYS_ADMIN,
	.run = try_fentry,
};

static void try_tracepoint(struct probe_result *res)
{
	try_argument(res, BPF_TRACE_RAW_TP, "btf_trace_sched_process_exit", BTF_KIND_TYPEDEF);
}

DEFINE_PROBE(typed_tracepoint) = {
	.name = "bpf-typed-read/tp-btf",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a tp_btf BPF program that reads its argument's members",
	.capability = CAP_SYS_ADMIN,
	.run = try_tracepoint,
};

static void try_iterator(struct probe_result *res)
{
	int stack = find_member(res, STRUCTURE, MEMBER);
	struct bpf_source source = { .type = BPF_PROG_TYPE_TRACING, .attach_type = BPF_TRACE_ITER };
	const struct bpf_insn insns[] = {
		LOAD(BPF_REG_2, BPF_REG_1, 8), /* NULL after the last task */
		INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_2, 0, 1, 0),
		LOAD(BPF_REG_3, BPF_REG_2, (int16_t)stack),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (stack < 0)
		return;
	source.target = find_kernel_type(res, "bpf_iter_task", BTF_KIND_FUNC);
	if (source.target)
		try_reading(res, &source, insns, sizeof(insns));
}

DEFINE_PROBE(typed_iterator) = {
	.name = "bpf-typed-read/iter",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF iterator over tasks that reads their members",
	.capability = CAP_SYS_ADMIN,
	.run = try_iterator,
};

static void try_current(struct probe_result *res)
{
	int stack = find_member(res, STRUCTURE, MEMBER);
	struct bpf_source source = { .type = BPF_PROG_TYPE_CGROUP_SKB,
				     .attach_type = BPF_CGROUP_INET_INGRESS };
	const struct bpf_insn insns[] = {
		CALL(BPF_FUNC_get_current_task_btf),
		LOAD(BPF_REG_2, BPF_REG_0, (int16_t)stack),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (stack >= 0)
		try_reading(res, &source, insns, sizeof(insns));
}

DEFINE_PROBE(typed_current) = {
	.name = "bpf-typed-read/current-task-btf",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a cgroup BPF program that reads members of the current task",
	.capability = CAP_SYS_ADMIN,
	.run = try_current,
};

/* The kernel counts a subprogram's loads elsewhere than the main program's. */
static void try_subprogram(struct probe_result *res)
{
	int stack = find_member(res, STRUCTURE, MEMBER);
	struct bpf_source source = { .type = BPF_PROG_TYPE_CGROUP_SKB,
				     .attach_type = BPF_CGROUP_INET_INGRESS };
	const struct bpf_insn insns[] = {
		INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 2),
		SET(BPF_REG_0, 0),
		EXIT,
		CALL(BPF_FUNC_get_current_task_btf),
		LOAD(BPF_REG_2, BPF_REG_0, (int16_t)stack),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (stack >= 0)
		try_reading(res, &source, insns, sizeof(insns));
}

DEFINE_PROBE(typed_subprogram) = {
	.name = "bpf-typed-read/subprogram",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a cgroup BPF program that reads the current task in a subprogram",
	.capability = CAP_SYS_ADMIN,
	.run = try_subprogram,
};

static void try_snprintf_btf(struct probe_result *res)
{
	uint32_t id = find_kernel_type(res, STRUCTURE, BTF_KIND_STRUCT);
	struct bpf_source source = { .type = BPF_PROG_TYPE_CGROUP_SKB,
				     .attach_type = BPF_CGROUP_INET_INGRESS };
	const struct bpf_insn insns[] = {
		STORE_ZERO(-8),
		STORE_ZERO(-24), /* struct btf_ptr: the address, the type, no flags */
		INSN(BPF_ST | BPF_MEM | BPF_W, BPF_REG_10, 0, -16, (int32_t)id),
		INSN(BPF_ST | BPF_MEM | BPF_W, BPF_REG_10, 0, -12, 0),
		MOVE(BPF_REG_1, BPF_REG_10),
		ADD(BPF_REG_1, -8),
		SET(BPF_REG_2, 8),
		MOVE(BPF_REG_3, BPF_REG_10),
		ADD(BPF_REG_3, -24),
		SET(BPF_REG_4, 16),
		SET(BPF_REG_5, 0),
		CALL(BPF_FUNC_snprintf_btf),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (id)
		try_reading(res, &source, insns, sizeof(insns));
}

DEFINE_PROBE(typed_snprintf_btf) = {
	.name = "bpf-typed-read/snprintf-btf",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a cgroup BPF program that prints a structure at any address",
	.capability = CAP_SYS_ADMIN,
	.run = try_snprintf_btf,
};

/* Stores a format in a frozen map, as the verifier demands. Returns its descriptor or -1. */
static int store_format(struct probe_result *res)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_RDONLY_PROG);
	int fd = bpf_map_create(BPF_MAP_TYPE_ARRAY, "format", sizeof(uint32_t), 8, 1, &opts);
	char format[8] = "%s";
	uint32_t only = 0;

	if (fd >= 0 && !bpf_map_update_elem(fd, &only, format, 0) && !bpf_map_freeze(fd))
		return fd;
	probe_unreachable(res, "no map for a format");
	return -1;
}

static void try_snprintf(struct probe_result *res)
{
	int format = store_format(res);
	struct bpf_source source = { .type = BPF_PROG_TYPE_CGROUP_SKB,
				     .attach_type = BPF_CGROUP_INET_INGRESS };
	const struct bpf_insn insns[] = {
		STORE_ZERO(-8),
		STORE_ZERO(-16), /* the address */
		MOVE(BPF_REG_1, BPF_REG_10),
		ADD(BPF_REG_1, -8),
		SET(BPF_REG_2, 8),
		INSN(BPF_LD | BPF_DW | BPF_IMM, BPF_REG_3, BPF_PSEUDO_MAP_VALUE, 0, format),
		INSN(0, 0, 0, 0, 0),
		MOVE(BPF_REG_4, BPF_REG_10),
		ADD(BPF_REG_4, -16),
		SET(BPF_REG_5, 8),
		CALL(BPF_FUNC_snprintf),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (format >= 0)
		try_reading(res, &source, insns, sizeof(insns));
}

DEFINE_PROBE(typed_snprintf) = {
	.name = "bpf-typed-read/snprintf",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a cgroup BPF program that prints %s at any address",
	.capability = CAP_SYS_ADMIN,
	.run = try_snprintf,
};

/* Calls a kernel function that takes an address, and a structure's type if @cast. */
static void try_kfunc(struct probe_result *res, const char *name, bool cast)
{
	uint32_t function = find_kernel_type(res, name, BTF_KIND_FUNC);
	uint32_t structure = function ? find_kernel_type(res, STRUCTURE, BTF_KIND_STRUCT) : 0;
	struct bpf_source source = { .type = BPF_PROG_TYPE_TRACING,
				     .attach_type = BPF_TRACE_FENTRY };
	const struct bpf_insn insns[] = {
		SET(BPF_REG_1, 0),
		SET(BPF_REG_2, (int32_t)structure),
		INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_KFUNC_CALL, 0, (int32_t)function),
		cast ? (struct bpf_insn)LOAD(BPF_REG_1, BPF_REG_0, 0) :
		       (struct bpf_insn)SET(BPF_REG_1, 0),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	if (!structure)
		return;
	source.target = find_kernel_type(res, "wake_up_new_task", BTF_KIND_FUNC);
	if (source.target)
		try_reading(res, &source, insns, sizeof(insns));
}

static void try_rdonly_cast(struct probe_result *res)
{
	try_kfunc(res, "bpf_rdonly_cast", true);
}

DEFINE_PROBE(typed_cast) = {
	.name = "bpf-typed-read/rdonly-cast",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF program that makes a typed pointer of any address",
	.capability = CAP_SYS_ADMIN,
	.run = try_rdonly_cast,
};

static void try_strlen(struct probe_result *res)
{
	try_kfunc(res, "bpf_strlen", false);
}

DEFINE_PROBE(typed_strlen) = {
	.name = "bpf-typed-read/strlen",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF program that measures a string at any address",
	.capability = CAP_SYS_ADMIN,
	.run = try_strlen,
};
