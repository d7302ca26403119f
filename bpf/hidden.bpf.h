/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The hidden anchor is mounted on the initial root. Since Linux 7 the initial root is on another
 * mount, so that pivot_root works from there. systemd tries it first when it switches the root. It
 * would put the initial root, with the locked cover on it, over the new root, then fail to unmount
 * the cover, and the boot would fail. If pivot_root is refused, systemd moves the new root onto the
 * initial one, as before Linux 7.
 *
 * This serves the boot only: it guards nothing, and refuses only init.
 */
#ifndef HOLDFAST_HIDDEN_BPF_H
#define HOLDFAST_HIDDEN_BPF_H

#include <linux/magic.h>

#include "maps.bpf.h"

/* Set by the loader. */
const volatile bool hides_anchor = 0;

SEC("lsm/sb_pivotroot")
int BPF_PROG(keep_initial_root)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct super_block *super;
	struct vfsmount *root;
	unsigned long magic;

	if (!hides_anchor || bpf_get_current_pid_tgid() >> 32 != 1)
		return 0;
	/* The file systems of an initial root; systemd recognizes one in the same way. */
	root = LOAD2(task, fs, root.mnt);
	super = LOAD2(root, mnt_root, d_sb);
	magic = LOAD(super, s_magic);
	return magic == TMPFS_MAGIC || magic == RAMFS_MAGIC ? -EPERM : 0;
}

#endif
