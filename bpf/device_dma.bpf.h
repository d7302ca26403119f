/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Commands that tell a device itself what to do, and so which memory to read and write: see
 * passthrough.def. The content of a command is in memory that user space can change until the
 * driver has copied it. So only its number decides, and all of these commands are refused, even
 * those that only ask.
 *
 * No function of the kernel handles only these commands. So each ioctl comes here, and most go on
 * after a few comparisons. Attaching this only if such a driver is there would not help: the driver
 * may be loaded after the initramfs, and then nobody can attach a program.
 */
#ifndef HOLDFAST_DEVICE_DMA_BPF_H
#define HOLDFAST_DEVICE_DMA_BPF_H

#include <linux/stat.h>

#include "own_reason.bpf.h"
#include "passthrough.h"
#include "trees.bpf.h"

/* A global function: the verifier reads the code for exceptions once, and not for each hook. */
GLOBAL int answer_passthrough(__u32 device, NOT_REPLACED)
{
	struct hf_range detail = { .first = device, .size = 1 };

	return answer_own_about(HF_REASON_DEVICE_DMA, &detail);
}

static __always_inline int judge_command(struct file *file, unsigned int command)
{
	struct inode *inode;
	__u32 block = 0;

	if (!hf_is_passthrough(command))
		return 0;
	inode = file->f_inode;
	if (S_ISBLK(inode->i_mode))
		block = HF_DEVICE_BLOCK;
	else if (!S_ISCHR(inode->i_mode))
		return 0;
	return answer_passthrough(inode->i_rdev | block, NULL) ? -EPERM : 0;
}

/*
 * Commands that remove a tree of folders with the anchor are refused here, too, so that each ioctl
 * is looked at once.
 */
static __always_inline int judge_ioctl(struct file *file, unsigned int command)
{
	return takes_tree(file, command) ? refuse_undoing(true) : judge_command(file, command);
}

SEC("lsm/file_ioctl")
int BPF_PROG(guard_ioctl, struct file *file, unsigned int command)
{
	return judge_ioctl(file, command);
}

/* Of calls of 32 bits. */
SEC("lsm/file_ioctl_compat")
int BPF_PROG(guard_ioctl_compat, struct file *file, unsigned int command)
{
	return judge_ioctl(file, command);
}

SEC("lsm/uring_cmd")
int BPF_PROG(guard_uring_cmd, struct io_uring_cmd *request)
{
	return judge_command(request->file, request->cmd_op);
}

#endif
