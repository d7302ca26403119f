/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs have an argument that the kernel takes for larger than it is: core/bpf_argument.h. For a program
 * that replaces a function, the engine reads the program's own types. The kernel has compared their names with those of
 * the function.
 */
#ifndef HOLDFAST_LARGER_ARGUMENT_BPF_H
#define HOLDFAST_LARGER_ARGUMENT_BPF_H

#include <linux/btf.h>

#include "bpf_argument.h"
#include "lsm_exit.h"
#include "scan.bpf.h"

/* The most that a function can have. */
#define PARAMETERS 5
/* How many typedefs, const and the like may stand before a type. A program with more is refused. */
#define MODIFIERS 16

/* Returns the type's address, or NULL. @types: the table of a program's types. */
static __always_inline struct btf_type *find_type(__u64 types, __u32 id)
{
	struct btf_type *type = NULL;

	bpf_probe_read_kernel(&type, sizeof(type), (void *)(types + id * sizeof(type)));
	return type;
}

static __always_inline __u32 kind_of(struct btf_type *type)
{
	return BTF_INFO_KIND(BPF_CORE_READ(type, info));
}

static __always_inline bool is_modifier(__u32 kind)
{
	return kind == BTF_KIND_TYPEDEF || kind == BTF_KIND_VOLATILE || kind == BTF_KIND_CONST ||
	       kind == BTF_KIND_RESTRICT || kind == BTF_KIND_TYPE_TAG;
}

/* A walk along the modifiers before a type. */
struct plain_walk {
	__u64 types;
	__u32 id;
	bool found;
	struct btf_type *type;
};

static long step_modifier(__u32 at, struct plain_walk *walk)
{
	struct btf_type *type = find_type(walk->types, walk->id);

	walk->type = type;
	walk->found = !type || !is_modifier(kind_of(type));
	if (walk->found)
		return 1;
	walk->id = BPF_CORE_READ(type, type);
	return 0;
}

/*
 * Returns the address of the type after the modifiers, or 0. By bpf_loop() and by itself: the verifier reads both once. As
 * a loop, all ways through it cost a lock 100 M instructions.
 */
GLOBAL __u64 find_plain_type(__u64 types, __u32 id, NOT_REPLACED)
{
	struct plain_walk walk = { .types = types, .id = id };

	if (!can_read_kernel)
		return 0;
	bpf_loop(MODIFIERS, step_modifier, &walk, 0);
	return walk.found ? (__u64)walk.type : 0;
}

/* Whether the type is a number or a pointer to the context of a packet. */
GLOBAL int has_size(__u64 types, __u64 strings, __u32 id, __u32 program_type, NOT_REPLACED)
{
	struct btf_type *type = (void *)find_plain_type(types, id, NULL);
	char name[HF_BPF_CONTEXT_NAME] = {};
	__u32 kind;

	/* Linux 6.1 reads it, too, where nothing calls it. */
	if (!can_read_kernel || !type)
		return 0;
	kind = kind_of(type);
	if (kind == BTF_KIND_INT || kind == BTF_KIND_ENUM || kind == BTF_KIND_ENUM64)
		return 1;
	if (kind != BTF_KIND_PTR)
		return 0;
	type = (void *)find_plain_type(types, BPF_CORE_READ(type, type), NULL);
	if (!type || kind_of(type) != BTF_KIND_STRUCT)
		return 0;
	bpf_probe_read_kernel(name, sizeof(name),
			      (void *)(strings + BPF_CORE_READ(type, name_off)));
	return hf_bpf_is_packet(program_type, name);
}

static __always_inline bool has_memory(struct bpf_prog *prog)
{
	struct btf *btf = BPF_CORE_READ(prog, aux, btf);
	__u64 types = (__u64)BPF_CORE_READ(btf, types);
	__u64 strings = (__u64)BPF_CORE_READ(btf, strings);
	__u32 function = BPF_CORE_READ(prog, aux, func_info, type_id);
	struct btf_type *proto;
	struct btf_param parameter = {};
	__u32 count;

	proto = find_type(types, function);
	proto = proto ? find_type(types, BPF_CORE_READ(proto, type)) : NULL;
	if (!proto || kind_of(proto) != BTF_KIND_FUNC_PROTO)
		return true;
	count = BTF_INFO_VLEN(BPF_CORE_READ(proto, info));
	if (count > PARAMETERS)
		return true;
	for (__u32 i = 0; i < PARAMETERS; i++) {
		if (i >= count)
			break;
		if (bpf_probe_read_kernel(
			    &parameter, sizeof(parameter),
			    (void *)((__u64)proto + sizeof(*proto) + i * sizeof(parameter))) ||
		    !has_size(types, strings, parameter.type,
			      BPF_CORE_READ(prog, aux, saved_dst_prog_type), NULL))
			return true;
	}
	return false;
}

static long step_tail_call(__u32 at, struct scan *scan)
{
	struct bpf_insn insn;

	scan->found = !fetch_insn(scan->insns, at, &insn) || insn.code == (BPF_JMP | HF_TAIL_CALL);
	return scan->found;
}

/* These two are global, too: after them the verifier goes on once, and not for each way through them. */
GLOBAL int replaces_memory(__u64 prog, NOT_REPLACED)
{
	return !can_read_kernel || has_memory((struct bpf_prog *)prog);
}

GLOBAL int calls_another(__u64 prog, NOT_REPLACED)
{
	struct scan scan = { .insns = prog + bpf_core_field_offset(struct bpf_prog, insnsi) };

	return !can_read_kernel || (bpf_loop(BPF_CORE_READ((struct bpf_prog *)prog, len),
					     step_tail_call, &scan, 0) < 0 ||
				    scan.found);
}

/*
 * After the verifier. If the engine cannot look, it refuses each program that may be such a one. A program without a map
 * calls no other. @ctx: as in start_scan().
 */
static __always_inline bool has_larger_argument(struct bpf_prog *prog, const void *ctx)
{
	bool replaces = (int)prog->type == BPF_PROG_TYPE_EXT;
	__u64 address;

	if (!replaces && !hf_bpf_is_measured(prog->type, prog->expected_attach_type))
		return false;
	if (!can_read_kernel)
		return replaces || prog->aux->used_map_cnt;
	/* As a number: a global function takes no pointer. */
	if (bpf_probe_read_kernel(&address, sizeof(address), ctx))
		return true;
	return replaces ? replaces_memory(address, NULL) : calls_another(address, NULL);
}

#endif
