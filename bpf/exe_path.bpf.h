/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The path of current's executable, from the root of its mount tree.
 *
 * bpf_d_path() is not allowed in the locked_down hook on any kernel, and its kfunc successor is
 * not there before 6.12, so the path is walked by hand: from the file up through its parents and
 * across mounts, written from right to left.
 *
 * The walk needs bpf_probe_read_kernel(), which the kernel's own lockdown refuses to load at
 * confidentiality. Where the machine booted like that, the loader clears can_read_kernel, the
 * verifier drops the walk as dead code, and events carry the command's name only.
 */
#ifndef HOLDFAST_EXE_PATH_BPF_H
#define HOLDFAST_EXE_PATH_BPF_H

#include "kernel.bpf.h"
#include "engine_abi.h"

/* Enough for every path a distribution ships; a deeper one keeps its last names. */
#define MAX_NAMES 32

/* Set by the loader. */
const volatile _Bool can_read_kernel = 1;

struct walk {
	struct dentry *dentry;
	struct dentry *root; /* of the mount that dentry is in */
	struct mount *mount;
};

static __always_inline struct mount *mount_of(struct vfsmount *mnt)
{
	return (void *)mnt - bpf_core_field_offset(struct mount, mnt);
}

/* Step from the root of a mount to the place it is mounted on; 0 at the root of all. */
static __always_inline int cross_mount(struct walk *w)
{
	/* BPF_CORE_READ() relocates all of its first argument: plain variables only. */
	struct mount *mount = w->mount;
	struct mount *parent = BPF_CORE_READ(mount, mnt_parent);

	if (parent == mount)
		return 0;
	w->dentry = BPF_CORE_READ(mount, mnt_mountpoint);
	w->mount = parent;
	w->root = BPF_CORE_READ(parent, mnt.mnt_root);
	return 1;
}

/* Puts "/name" before path[at]; returns where it begins now, or @at where it does not fit. */
static __always_inline __u32 prepend_name(char *path, __u32 at, struct dentry *dentry)
{
	const unsigned char *name = BPF_CORE_READ(dentry, d_name.name);
	__u32 len = BPF_CORE_READ(dentry, d_name.len);

	if (len > HF_NAME_LEN - 1 || len + 1 > at)
		return at;
	at -= len + 1;
	/* The masks change nothing; they are what the verifier understands of the line above. */
	at &= HF_PATH_LEN - 1;
	if (bpf_probe_read_kernel(path + at + 1, len & (HF_NAME_LEN - 1), name))
		return HF_PATH_LEN;
	path[at] = '/';
	return at;
}

/*
 * write_exe_path - write the path into the end of @path
 * @path: HF_PATH_LEN + HF_NAME_LEN bytes
 *
 * Returns where in @path it begins; it ends at HF_PATH_LEN, which is also what is returned where
 * there is none: a kernel thread, or reading is not allowed.
 */
static __always_inline __u32 write_exe_path(char *path)
{
	struct task_struct *task = (void *)bpf_get_current_task_btf();
	__u32 at = HF_PATH_LEN;
	struct mount *mount;
	struct file *file;
	struct walk w;

	if (!can_read_kernel)
		return at;
	file = BPF_CORE_READ(task, mm, exe_file);
	if (!file)
		return at;
	w.dentry = BPF_CORE_READ(file, f_path.dentry);
	mount = mount_of(BPF_CORE_READ(file, f_path.mnt));
	w.mount = mount;
	w.root = BPF_CORE_READ(mount, mnt.mnt_root);

	for (int i = 0; i < MAX_NAMES; i++) {
		struct dentry *dentry = w.dentry;
		struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

		if (dentry == w.root || dentry == parent) {
			if (!cross_mount(&w))
				break;
			continue;
		}
		at = prepend_name(path, at, dentry);
		w.dentry = parent;
	}
	return at;
}

#endif
