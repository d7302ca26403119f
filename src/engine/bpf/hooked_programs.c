// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <bpf/bpf.h>

#include "engine/bpf/hooked_programs.h"
#include "engine/bpf/info.h"
#include "engine_abi.h"

/* Counts every program that the engine counts later, or may miss; a few too many do no harm. */
static bool is_counted(__u32 id)
{
	struct bpf_prog_info info = { 0 };
	int err = read_program_info(id, &info);

	/* It has gone since. */
	if (err == -ENOENT)
		return false;
	return err || info.type == BPF_PROG_TYPE_TRACING || info.type == BPF_PROG_TYPE_LSM ||
	       info.type == BPF_PROG_TYPE_EXT || info.type == BPF_PROG_TYPE_STRUCT_OPS;
}

int tell_hooked_programs(int map)
{
	const __u32 before = HF_HOOKED_BEFORE;
	__s64 count = 0;
	__u32 id = 0;

	while (!bpf_prog_get_next_id(id, &id))
		count += is_counted(id);
	if (bpf_map_update_elem(map, &before, &count, BPF_ANY) || bpf_map_freeze(map))
		return -errno;
	return 0;
}
