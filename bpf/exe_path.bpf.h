/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The path of current's executable, from the root of its mount tree.
 *
 * No kernel allows bpf_d_path() in the locked_down hook, and its kfunc successor exists only since
 * 6.12. So the path is walked by hand: from the file up through its parents and across mounts,
 * written from right to left.
 *
 * The walk needs bpf_probe_read_kernel(), which the kernel's own lockdown refuses to load at
 * confidentiality. If the machine booted like that, events have only the command's name.
 */
#ifndef HOLDFAST_EXE_PATH_BPF_H
#define HOLDFAST_EXE_PATH_BPF_H

#include "kernel.bpf.h"
#include "engine_abi.h"

/* Names and mounts: of a deeper path only the last ones are kept. */
#define MAX_NAMES 128

struct walk {
	struct dentry *dentry;
	struct mount *mount; /* that dentry is in */
	char *path;
	__u32 at;   /* where in path the names begin that are written already */
	bool whole; /* the root was reached */
};

static __always_inline struct mount *mount_of(struct vfsmount *mnt)
{
	return (void *)mnt - bpf_core_field_offset(struct mount, mnt);
}

/*
 * Step from the root of a mount to the place it is mounted on; 1 at the root of all.
 * BPF_CORE_READ() relocates all of its first argument: it gets plain variables only.
 */
static __always_inline long cross_mount(struct walk *w, struct mount *mount)
{
	struct mount *parent = BPF_CORE_READ(mount, mnt_parent);

	if (parent == mount) {
		w->whole = true;
		return 1;
	}
	w->dentry = BPF_CORE_READ(mount, mnt_mountpoint);
	w->mount = parent;
	return 0;
}

/* Puts "/name" before what is written; false where it does not fit or cannot be read. */
static __always_inline bool prepend_name(struct walk *w, struct dentry *dentry)
{
	__u32 len = BPF_CORE_READ(dentry, d_name.len);
	__u32 at = w->at;

	if (len > HF_NAME_LEN - 1 || len + 1 > at)
		return false;
	/* The masks change nothing; the verifier needs them to understand the line above. */
	at = (at - len - 1) & (HF_PATH_LEN - 1);
	if (bpf_probe_read_kernel(w->path + at + 1, len & (HF_NAME_LEN - 1),
				  BPF_CORE_READ(dentry, d_name.name)))
		return false;
	w->path[at] = '/';
	w->at = at;
	return true;
}

/* One step up; 1 ends the walk. */
static long step_up(__u32 step, struct walk *w)
{
	struct mount *mount = w->mount;
	struct dentry *dentry = w->dentry;
	struct dentry *parent = BPF_CORE_READ(dentry, d_parent);

	if (dentry == parent || dentry == BPF_CORE_READ(mount, mnt.mnt_root))
		return cross_mount(w, mount);
	w->dentry = parent;
	return !prepend_name(w, dentry);
}

/*
 * walk_exe_path - write the path to the end of a buffer
 * @path: of HF_PATH_LEN bytes, with HF_NAME_LEN after it that the verifier believes to be written
 *
 * It ends at HF_PATH_LEN, which is also where it begins if there is none: a kernel thread, or
 * reading is not allowed.
 *
 * bpf_loop(), because the verifier then reads a step once: the same walk as a loop of 32 cost
 * 70 to 150 million instructions to verify, in each program that has it.
 */
static __always_inline void walk_exe_path(struct walk *w, char *path)
{
	struct task_struct *task = (void *)bpf_get_current_task();
	struct path of_file = {};
	struct file *file;

	w->path = path;
	w->at = HF_PATH_LEN;
	w->whole = true;
	if (!can_read_kernel)
		return;
	file = BPF_CORE_READ(task, mm, exe_file);
	if (!file)
		return;
	w->whole = false;
	BPF_CORE_READ_INTO(&of_file, file, f_path);
	w->dentry = of_file.dentry;
	w->mount = mount_of(of_file.mnt);
	bpf_loop(MAX_NAMES, step_up, w, 0);
}

static __always_inline void write_exe_path(struct hf_event *event)
{
	struct walk w;

	walk_exe_path(&w, event->path);
	event->path_at = w.at;
	event->path_whole = w.whole;
}

#endif
