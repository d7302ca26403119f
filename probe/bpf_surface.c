// SPDX-License-Identifier: GPL-2.0
/*
 * BPF programs that reach the kernel's memory by their context, by the structures of their own maps, or by helpers that
 * take somebody else's packet. All are loaded and never attached.
 */
#include <stdint.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"

#define KPROBE_MULTI 42
#define NETFILTER    32
#define AT_NETFILTER 45

#define ADDRESS_OF(dst, kind, what) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, dst, kind, 0, what), INSN(0, 0, 0, 0, 0)

/* Programs for tracing have to return 0, those of netfilter a verdict. */
#define ANSWER(source) ((source).type != BPF_PROG_TYPE_TRACING)

/* Loads @insns; the positive control is the same program without them. */
static void try_insns(struct probe_result *res, struct bpf_source source,
		      const struct bpf_insn *insns, size_t size)
{
	const struct bpf_insn harmless[] = { SET(BPF_REG_0, ANSWER(source)), EXIT };
	struct bpf_source control = source;

	control.insns = harmless;
	control.size = sizeof(harmless);
	source.insns = insns;
	source.size = size;
	try_program(res, &source, &control);
}

/* Reads the first field of the context. */
static void try_context(struct probe_result *res, struct bpf_source source)
{
	const struct bpf_insn insns[] = { LOAD(BPF_REG_2, BPF_REG_1, 0),
					  SET(BPF_REG_0, ANSWER(source)), EXIT };

	try_insns(res, source, insns, sizeof(insns));
}

static void try_perf_event(struct probe_result *res)
{
	try_context(res, (struct bpf_source){ .type = BPF_PROG_TYPE_PERF_EVENT });
}

DEFINE_PROBE(surface_perf_event) = {
	.name = "bpf-typed-read/perf-event",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF program that reads registers at a perf event",
	.capability = CAP_SYS_ADMIN,
	.run = try_perf_event,
};

static void try_kprobe_multi(struct probe_result *res)
{
	static const struct bpf_insn harmless[] = { SET(BPF_REG_0, 0), EXIT };
	static const struct bpf_insn insns[] = { LOAD(BPF_REG_2, BPF_REG_1, 0), SET(BPF_REG_0, 0),
						 EXIT };
	const struct bpf_source control = { .type = BPF_PROG_TYPE_KPROBE,
					    .insns = harmless,
					    .size = sizeof(harmless) };
	const struct bpf_source source = { .type = BPF_PROG_TYPE_KPROBE,
					   .attach_type = (enum bpf_attach_type)KPROBE_MULTI,
					   .insns = insns,
					   .size = sizeof(insns) };

	try_program(res, &source, &control);
}

DEFINE_PROBE(surface_kprobe_multi) = {
	.name = "bpf-typed-read/kprobe-multi",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF program for kprobe_multi, which asks for no kprobe",
	.capability = CAP_SYS_ADMIN,
	.run = try_kprobe_multi,
};

static void try_raw_tracepoint(struct probe_result *res)
{
	try_context(res, (struct bpf_source){ .type = BPF_PROG_TYPE_RAW_TRACEPOINT });
}

DEFINE_PROBE(surface_raw_tracepoint) = {
	.name = "bpf-typed-read/raw-tracepoint",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF program that reads a raw tracepoint's arguments",
	.capability = CAP_SYS_ADMIN,
	.run = try_raw_tracepoint,
};

/* In the same way it could read the results of functions that return random numbers for keys. */
static void try_result(struct probe_result *res)
{
	struct bpf_source source = { .type = BPF_PROG_TYPE_TRACING,
				     .attach_type = BPF_TRACE_FEXIT };

	source.target = find_kernel_type(res, "ktime_get_real_seconds", BTF_KIND_FUNC);
	if (source.target)
		try_context(res, source);
}

DEFINE_PROBE(surface_result) = {
	.name = "bpf-typed-read/fexit",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load an fexit BPF program that reads its function's result",
	.capability = CAP_SYS_ADMIN,
	.run = try_result,
};

static void try_netfilter(struct probe_result *res)
{
	int data = find_member(res, "sk_buff", "data");
	const struct bpf_insn insns[] = {
		LOAD(BPF_REG_2, BPF_REG_1, 8),
		LOAD(BPF_REG_3, BPF_REG_2, (int16_t)data),
		SET(BPF_REG_0, 1),
		EXIT,
	};
	const struct bpf_source source = {
		.type = (enum bpf_prog_type)NETFILTER,
		.attach_type = (enum bpf_attach_type)AT_NETFILTER,
	};

	if (data >= 0)
		try_insns(res, source, insns, sizeof(insns));
}

DEFINE_PROBE(surface_netfilter) = {
	.name = "bpf-typed-read/netfilter",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a netfilter BPF program that reads members of its packet",
	.capability = CAP_SYS_ADMIN,
	.run = try_netfilter,
};

static int make_map(struct probe_result *res, enum bpf_map_type type, uint32_t value, int inner)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .inner_map_fd = (__u32)inner);
	int fd = bpf_map_create(type, "probe", sizeof(uint32_t), value, 1, &opts);

	if (fd < 0)
		probe_unreachable(res, "no map");
	return fd;
}

static void try_map(struct probe_result *res)
{
	int map = make_map(res, BPF_MAP_TYPE_ARRAY, 8, 0);
	const struct bpf_insn insns[] = {
		ADDRESS_OF(BPF_REG_6, BPF_PSEUDO_MAP_FD, map),
		LOAD(BPF_REG_2, BPF_REG_6, 0),
		SET(BPF_REG_0, 1),
		EXIT,
	};

	if (map < 0)
		return;
	try_insns(res, (struct bpf_source){ .type = BPF_PROG_TYPE_SOCKET_FILTER }, insns,
		  sizeof(insns));
	close(map);
}

DEFINE_PROBE(surface_map) = {
	.name = "bpf-typed-read/map",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a socket filter that reads the structure of its map",
	.capability = CAP_SYS_ADMIN,
	.run = try_map,
};

/* Copies the address, and adds it to a zero, after a jump. */
static void try_moved_map(struct probe_result *res)
{
	int map = make_map(res, BPF_MAP_TYPE_ARRAY, 8, 0);
	const struct bpf_insn insns[] = {
		SET(BPF_REG_7, 0),
		ADDRESS_OF(BPF_REG_6, BPF_PSEUDO_MAP_FD, map),
		INSN(BPF_ALU64 | BPF_ADD | BPF_X, BPF_REG_7, BPF_REG_6, 0, 0),
		INSN(BPF_JMP | BPF_JA, 0, 0, 3, 0),
		LOAD(BPF_REG_2, BPF_REG_7, 0),
		SET(BPF_REG_0, 1),
		EXIT,
		SET(BPF_REG_6, 0),
		INSN(BPF_JMP | BPF_JA, 0, 0, -5, 0),
	};

	if (map < 0)
		return;
	try_insns(res, (struct bpf_source){ .type = BPF_PROG_TYPE_SOCKET_FILTER }, insns,
		  sizeof(insns));
	close(map);
}

DEFINE_PROBE(surface_moved_map) = {
	.name = "bpf-typed-read/map-moved",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a socket filter that reads its map's structure by another register",
	.capability = CAP_SYS_ADMIN,
	.run = try_moved_map,
};

/* A helper returns the map, so it is no constant of the program. */
static void try_inner_map(struct probe_result *res)
{
	int inner = make_map(res, BPF_MAP_TYPE_ARRAY, 8, 0);
	int outer = inner < 0 ? -1 : make_map(res, BPF_MAP_TYPE_ARRAY_OF_MAPS, 4, inner);
	const struct bpf_insn insns[] = {
		STORE_ZERO(-8),
		MOVE(BPF_REG_2, BPF_REG_10),
		ADD(BPF_REG_2, -8),
		ADDRESS_OF(BPF_REG_1, BPF_PSEUDO_MAP_FD, outer),
		CALL(BPF_FUNC_map_lookup_elem),
		INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_0, 0, 1, 0),
		LOAD(BPF_REG_2, BPF_REG_0, 0),
		SET(BPF_REG_0, 1),
		EXIT,
	};

	if (outer >= 0) {
		try_insns(res, (struct bpf_source){ .type = BPF_PROG_TYPE_SOCKET_FILTER }, insns,
			  sizeof(insns));
		close(outer);
	}
	if (inner >= 0)
		close(inner);
}

DEFINE_PROBE(surface_inner_map) = {
	.name = "bpf-typed-read/map-of-maps",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a socket filter that reads the structure of a map in a map",
	.capability = CAP_SYS_ADMIN,
	.run = try_inner_map,
};

/* The traced function has a packet as its argument. */
static void try_output(struct probe_result *res)
{
	int map = make_map(res, BPF_MAP_TYPE_PERF_EVENT_ARRAY, 4, 0);
	const struct bpf_insn insns[] = {
		STORE_ZERO(-8),
		LOAD(BPF_REG_1, BPF_REG_1, 0),
		ADDRESS_OF(BPF_REG_2, BPF_PSEUDO_MAP_FD, map),
		SET(BPF_REG_3, 0),
		MOVE(BPF_REG_4, BPF_REG_10),
		ADD(BPF_REG_4, -8),
		SET(BPF_REG_5, 8),
		CALL(BPF_FUNC_skb_output),
		SET(BPF_REG_0, 0),
		EXIT,
	};
	struct bpf_source source = { .type = BPF_PROG_TYPE_TRACING,
				     .attach_type = BPF_TRACE_FENTRY };

	if (map < 0)
		return;
	source.target = find_kernel_type(res, "sock_rfree", BTF_KIND_FUNC);
	if (source.target)
		try_insns(res, source, insns, sizeof(insns));
	close(map);
}

DEFINE_PROBE(surface_output) = {
	.name = "bpf-typed-read/skb-output",
	.reason = HF_REASON_BPF_TYPED_READ,
	.operation = "load a BPF program that copies packets of others by bpf_skb_output()",
	.capability = CAP_SYS_ADMIN,
	.run = try_output,
};
