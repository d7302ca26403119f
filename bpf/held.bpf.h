/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether somebody else has a way to one of the engine's maps. Each descriptor, each pin and each
 * program that uses a map is a reference. Only the references of the engine's own programs may be
 * left. The control program asks after the loader has closed its descriptors.
 */
#ifndef HOLDFAST_HELD_BPF_H
#define HOLDFAST_HELD_BPF_H

#include "hooked.bpf.h"
#include "list.bpf.h"
#include "maps.bpf.h"
#include "under_way.bpf.h"

/* Set by the loader: see hooked.bpf.h. */
const volatile bool counts_hooked = 0;

static __always_inline bool is_held(struct bpf_map *map)
{
	const __u64 *known = find_own(HF_OWN_MAP, map->id);

	return !known || (__u64)map->refcnt.counter > HF_REFERENCES(*known);
}

/* Returns the number in held_maps.def, from 1 on, of the first map that somebody holds, or 0. */
static __always_inline __u32 find_held(void)
{
	__u32 number = 0;

#define MAP(name, there)                                   \
	number++;                                          \
	if ((there) && is_held((struct bpf_map *)&(name))) \
		return number;
#include "held_maps.def"
#undef MAP
	return 0;
}

#endif
