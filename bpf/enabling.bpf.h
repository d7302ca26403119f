/* SPDX-License-Identifier: GPL-2.0 */
/*
 * fs-verity verifies what is read from the disk, from when it is enabled on a file. What the kernel has of
 * the file by then it keeps. A process that has begun to write to one of these pages before, and is kept waiting
 * (a page fault that is held does it), writes to it afterwards: root can make a file of any digest, and of any
 * content. So from when a policy goes by digests, a file that fs-verity is enabled on has none for us.
 *
 * Until its inode has left memory, which takes its pages along; or until it is measured when there is none
 * of its pages: what is read from then on is verified. `holdfast enroll` does so.
 */
#ifndef HOLDFAST_ENABLING_BPF_H
#define HOLDFAST_ENABLING_BPF_H

#include <linux/fsverity.h>

#include "measure.bpf.h"

/* Of the kernel's fs.h: fs-verity is enabled. It comes before the first read that is verified. */
#define S_VERITY 0x10000

static __always_inline int note_enabled(struct file *file)
{
	struct inode *inode = file->f_inode;

	if (LOAD(inode, i_flags) & S_VERITY)
		return 0;
	return bpf_inode_storage_get(&unverified, inode, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE) ?
		       0 :
		       -EAGAIN;
}

/* From a file that has a digest nothing is read any more that is not verified; a read that has begun has its page. */
static __always_inline int forget_enabled(struct file *file)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct inode *inode = file->f_inode;
	struct bpf_dynptr room;
	struct subject *thread;

	if (!bpf_inode_storage_get(&unverified, inode, NULL, 0))
		return 0;
	thread = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (thread && read_measured(file, thread, &room) && !LOAD2(inode, i_mapping, nrpages))
		bpf_inode_storage_delete(&unverified, inode);
	return 0;
}

static __always_inline int look_at_ioctl(struct file *file, unsigned int command)
{
	switch (command) {
	case FS_IOC_ENABLE_VERITY:
		return note_enabled(file);
	case FS_IOC_MEASURE_VERITY:
		return forget_enabled(file);
	default:
		return 0;
	}
}

SEC("lsm/file_ioctl")
int BPF_PROG(note_enabling, struct file *file, unsigned int command)
{
	return look_at_ioctl(file, command);
}

/* Of calls of 32 bits. */
SEC("lsm/file_ioctl_compat")
int BPF_PROG(note_enabling_32, struct file *file, unsigned int command)
{
	return look_at_ioctl(file, command);
}

#endif
