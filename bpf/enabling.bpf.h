/* SPDX-License-Identifier: GPL-2.0 */
/*
 * fs-verity verifies reads from the disk from the moment that it is enabled on a file. The kernel
 * keeps the pages that it has of the file by then. A process may have begun to write to one of
 * these pages before. If it is kept waiting, for example by a page fault that is held, it writes to
 * the page afterwards. So root can make a file with any digest and any content. Therefore, while a
 * policy goes by digests, a file on which fs-verity is enabled has no digest for us.
 *
 * This ends when its inode leaves memory, and its pages with it. It also ends when the file is
 * measured while it has no pages: all later reads are verified. `holdfast enroll` does so.
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

/*
 * No unverified read of a file with a digest begins any more; a read that has begun has its page.
 */
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
