/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every open of debugfs. The kernel's own lockdown lets everybody read files that nobody may write
 * and that have no ioctl and no mmap, even at confidentiality.
 *
 * For exceptions that are narrowed to paths, this also notes which file of debugfs or tracefs is
 * opened, because that has to be known before the decision.
 *
 * Opening files is a hot path: the loader attaches this program only for confidentiality, and if a
 * policy has such exceptions.
 */
#ifndef HOLDFAST_DEBUGFS_BPF_H
#define HOLDFAST_DEBUGFS_BPF_H

#include "own_reason.bpf.h"

/* An old note must not stay: if there is no room for a new one, the file is not opened. */
static __always_inline int note_opened(struct file *file, unsigned long magic)
{
	struct task_struct *task = bpf_get_current_task_btf();
	struct subject *thread;

	if (!may_be_subject(task))
		return 0;
	thread = bpf_task_storage_get(&subjects, task, NULL, BPF_LOCAL_STORAGE_GET_F_CREATE);
	if (!thread)
		return -EAGAIN;
	note_file(file, magic, &thread->opened);
	return 0;
}

SEC("lsm/file_open")
int BPF_PROG(guard_debugfs, struct file *file)
{
	unsigned long magic = file->f_inode->i_sb->s_magic;

	if (magic != DEBUGFS_MAGIC && (!has_exceptions || magic != TRACEFS_MAGIC))
		return 0;
	if (has_exceptions && note_opened(file, magic))
		return -EAGAIN;
	return magic == DEBUGFS_MAGIC ? answer_own(HF_REASON_DEBUGFS_READ) : 0;
}

#endif
