/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every open of debugfs. The kernel's own lockdown leaves files open to read that nobody may write
 * and that have no ioctl and no mmap, at confidentiality, too.
 *
 * Opening files is a hot path: the loader attaches this one only for confidentiality.
 */
#ifndef HOLDFAST_DEBUGFS_BPF_H
#define HOLDFAST_DEBUGFS_BPF_H

#include <linux/magic.h>

#include "own_reason.bpf.h"

SEC("lsm/file_open")
int BPF_PROG(guard_debugfs, struct file *file)
{
	if (file->f_inode->i_sb->s_magic != DEBUGFS_MAGIC)
		return 0;
	return answer_own(HF_REASON_DEBUGFS_READ);
}

#endif
