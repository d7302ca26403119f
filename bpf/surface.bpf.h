/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs keep to the list of what is harmless at confidentiality, core/bpf_surface.def.
 * Their instructions are looked at as they were submitted, in the kernel's copy. One thing no
 * instruction tells, and it is asked after the verifier: which maps the program has.
 *
 * Before Linux 6.9 the kernel has no hook before the verifier, but a function. A program on it
 * cannot refuse, and is skipped if it preempts itself. So it notes what it has found in each
 * program. A program without a note is refused after the verifier.
 */
#ifndef HOLDFAST_SURFACE_BPF_H
#define HOLDFAST_SURFACE_BPF_H

#include "bpf_look.h"
#include "scan.bpf.h"

/*
 * Set by the loader: whether this kernel has no hook before the verifier, and since when programs
 * are looked at.
 */
const volatile bool looks_at_check = 0;
const volatile __u64 looks_since = 0;

struct surface {
	__u64 insns; /* see struct scan */
	__u32 len;
	struct hf_bpf_look look;
};

/* A global function: the verifier reads it once by itself, and not for each state of a loop. */
GLOBAL int look_at_insn(struct hf_bpf_look *look, struct bpf_insn *insn, NOT_REPLACED)
{
	if (look && insn)
		hf_bpf_look_at(look, insn);
	return 0;
}

/* All looks are one loop. */
static long step_surface(__u32 step, struct surface *surface)
{
	struct bpf_insn insn;

	if (surface->look.at >= surface->len && !hf_bpf_begin_again(&surface->look))
		return 1;
	if (!fetch_insn(surface->insns, surface->look.at, &insn)) {
		surface->look.bad = 1;
		return 1;
	}
	look_at_insn(&surface->look, &insn, NULL);
	return surface->look.bad != 0;
}

/*
 * The context of a program, by its type and attach type: HF_BPF_UNLISTED if these are not on the
 * list.
 */
static __always_inline __u32 context_of(__u32 type, __u32 attach)
{
	return hf_bpf_is_attach_listed(type, attach) ? hf_bpf_context_of(type) : HF_BPF_UNLISTED;
}

/*
 * @insns: the address of its instructions. A program that is too long for bpf_loop() counts as not on the list.
 */
static __always_inline bool keeps_to_list(__u32 context, __u64 insns, __u32 len)
{
	struct surface surface = { .insns = insns, .len = len };

	if (context == HF_BPF_UNLISTED)
		return false;
	hf_bpf_begin(&surface.look, context);
	return bpf_loop(len * HF_BPF_LOOKS, step_surface, &surface, 0) >= 0 &&
	       hf_bpf_keeps_to_list(&surface.look);
}

/* Before the verifier. @ctx: of an LSM program whose first argument is @prog. */
static __always_inline bool leaves_list(struct bpf_prog *prog, const void *ctx)
{
	__u32 context = context_of(prog->type, prog->expected_attach_type);
	struct scan scan = {};

	if (!can_read_kernel)
		return context == HF_BPF_UNLISTED;
	return !start_scan(&scan, ctx) || !keeps_to_list(context, scan.insns, prog->len);
}

/*
 * If there are more, the oldest goes. Another program may get the same address, but not the same
 * time.
 */
struct looked_at {
	__u64 aux;
	__u64 load_time;
};

struct {
	__uint(type, BPF_MAP_TYPE_LRU_HASH);
	__uint(max_entries, 16384);
	__type(key, struct looked_at);
	__type(value, __u32);
} looked_at SEC(".maps");

/* The first argument is a pointer to a pointer, which no program gets directly. */
SEC("?fentry/bpf_check")
int look_at_program(void *ctx)
{
	struct bpf_prog *prog = NULL;
	struct looked_at key = {};
	__u64 argument;
	__u32 keeps;

	if (!can_read_kernel || bpf_get_func_arg(ctx, 0, &argument) ||
	    bpf_probe_read_kernel(&prog, sizeof(prog), (void *)argument))
		return 0;
	key.aux = (__u64)LOAD(prog, aux);
	key.load_time = LOAD2(prog, aux, load_time);
	keeps = keeps_to_list(context_of(LOAD(prog, type), LOAD(prog, expected_attach_type)),
			      (__u64)prog + bpf_core_field_offset(struct bpf_prog, insnsi),
			      LOAD(prog, len));
	bpf_map_update_elem(&looked_at, &key, &keeps, BPF_ANY);
	return 0;
}

/* It has not seen programs from before the engine. */
static __always_inline bool was_found_listed(struct bpf_prog *prog)
{
	struct looked_at key = {};
	__u32 *keeps;

	if (!looks_at_check)
		return true;
	key.aux = (__u64)LOAD(prog, aux);
	key.load_time = LOAD2(prog, aux, load_time);
	if (key.load_time < looks_since)
		return true;
	keeps = bpf_map_lookup_elem(&looked_at, &key);
	return keeps && *keeps;
}

/* Fields in a map's values that programs do not write themselves. */
#define HARMLESS_FIELD(NAME)                                      \
	(bpf_core_enum_value_exists(enum btf_field_type, NAME) ?  \
		 bpf_core_enum_value(enum btf_field_type, NAME) : \
		 0)

/*
 * An element of a map of maps is a map, which the program can load from. A pointer to the kernel's
 * structures in a value is trusted, and may be there since before the lock.
 */
static __always_inline bool has_pointers(struct bpf_map *map)
{
	__u32 type = BPF_CORE_READ(map, map_type), fields;

	if (type == BPF_MAP_TYPE_ARRAY_OF_MAPS || type == BPF_MAP_TYPE_HASH_OF_MAPS)
		return true;
	if (!bpf_core_field_exists(map->record) || !BPF_CORE_READ(map, record))
		return false;
	fields = BPF_CORE_READ(map, record, field_mask);
	return fields & ~(HARMLESS_FIELD(BPF_SPIN_LOCK) | HARMLESS_FIELD(BPF_TIMER));
}

struct maps_scan {
	__u64 maps; /* the address of the first's */
	bool found;
};

static long step_map(__u32 at, struct maps_scan *scan)
{
	struct bpf_map *map = NULL;

	scan->found =
		bpf_probe_read_kernel(&map, sizeof(map), (void *)(scan->maps + at * sizeof(map))) ||
		has_pointers(map);
	return scan->found;
}

/* After the verifier. */
static __always_inline bool has_maps_with_pointers(struct bpf_prog *prog)
{
	struct maps_scan scan = {};

	if (!can_read_kernel)
		return false;
	scan.maps = (__u64)LOAD2(prog, aux, used_maps);
	return bpf_loop(LOAD2(prog, aux, used_map_cnt), step_map, &scan, 0) < 0 || scan.found;
}

#endif
