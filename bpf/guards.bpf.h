/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Guards that are attached when the level rises. The level does not rise without them, whoever
 * asks. A pin of a guard's link proves that the guard is there: nobody can remove that pin once the
 * handles are guarded.
 */
#ifndef HOLDFAST_GUARDS_BPF_H
#define HOLDFAST_GUARDS_BPF_H

#include <linux/magic.h>

#include "maps.bpf.h"

/* The file of the caller at descriptor @fd, however it was opened; NULL: none. */
static __always_inline struct file *file_at(__u64 fd)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct fdtable *table = BPF_CORE_READ(task, files, fdt);
	struct file **files = BPF_CORE_READ(table, fd), *file = NULL;

	if (fd >= BPF_CORE_READ(table, max_fds) ||
	    bpf_probe_read_kernel(&file, sizeof(file), files + fd))
		return NULL;
	return file;
}

/*
 * A bpffs has only maps, programs and links, and neither a map nor a program has a pointer to this
 * program at that offset.
 */
static __always_inline bool is_pin_of_guard(const struct hf_state *s, __u64 fd, __u32 program)
{
	struct inode *inode = BPF_CORE_READ(file_at(fd), f_inode);
	struct super_block *super = BPF_CORE_READ(inode, i_sb);
	struct bpf_link *link = BPF_CORE_READ(inode, i_private);

	if (!link || BPF_CORE_READ(super, s_magic) != BPF_FS_MAGIC ||
	    !BPF_CORE_READ(inode, i_nlink))
		return false;
	if (s->handles_guarded && !find_own(HF_OWN_SUPER, (__u64)super))
		return false;
	return BPF_CORE_READ(link, type) == BPF_LINK_TYPE_TRACING &&
	       BPF_CORE_READ(link, prog, aux, id) == program;
}

static long find_driver(struct bpf_map *map, struct hf_own *key, __u64 *value, bool *found)
{
	*found |= key->kind == HF_OWN_MAJOR || key->kind == HF_OWN_ATTRIBUTES;
	return *found;
}

static __always_inline bool drivers_are_noted(void)
{
	bool found = false;

	return bpf_for_each_map_elem(&own, find_driver, &found, 0) < 0 || found;
}

static __always_inline int note_guard(struct hf_state *s, __u32 guard, __u64 pin)
{
	if (guard != HF_GUARD_DEBUGFS && guard != HF_GUARD_DRIVERS)
		return -EINVAL;
	if (guard == HF_GUARD_DRIVERS && pin == HF_NO_PIN) {
		if (drivers_are_noted())
			return -ENOLINK;
	} else if (!can_read_kernel ||
		   !is_pin_of_guard(s, pin,
				    guard == HF_GUARD_DEBUGFS ? s->programs[HF_GUARD_DEBUGFS] :
								s->programs[HF_GUARD_DRIVERS])) {
		return -ENOLINK;
	}
	__sync_fetch_and_or(&s->guards, 1U << guard);
	return 0;
}

static __always_inline bool is_guarded_for(const struct hf_state *s, __u32 old, __u32 level)
{
	__u32 needed = (old == HF_NONE ? 1U << HF_GUARD_DRIVERS : 0) |
		       (level >= HF_CONFIDENTIALITY ? 1U << HF_GUARD_DEBUGFS : 0);

	return (s->guards & needed) == needed;
}

#endif
