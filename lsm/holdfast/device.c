// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: commands that tell a device itself which memory to read and write. Their numbers
 * decide, as in the BPF engine: the driver copies their content later.
 */
#include <linux/fs.h>
#include <linux/io_uring/cmd.h>
#include <linux/lsm_hooks.h>
#include <linux/security.h>

#include "core/passthrough.h"
#include "holdfast.h"

static_assert(MINORBITS == HF_DEVICE_MINORBITS, "a device's number is a dev_t");

/**
 * judge_command - decide about a command to a device
 * @file: the file that it comes by
 * @command: its number
 *
 * Return: 0, or -EPERM.
 */
static int judge_command(struct file *file, unsigned int command)
{
	const struct inode *inode = file_inode(file);
	struct lockdown_detail detail = { .type = LOCKDOWN_DETAIL_DEVICE, .count = 1 };

	if (likely(!hf_is_passthrough(command)))
		return 0;
	if (S_ISBLK(inode->i_mode))
		detail.first = HF_DEVICE_BLOCK;
	else if (!S_ISCHR(inode->i_mode))
		return 0;
	detail.first |= inode->i_rdev;
	return holdfast_answer_about(HF_REASON_DEVICE_DMA, &detail);
}

/**
 * guard_ioctl - decide about an ioctl
 * @file: the file
 * @command: its number
 * @argument: unused
 *
 * Return: 0, or -EPERM.
 */
static int guard_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	return judge_command(file, command);
}

#ifdef CONFIG_IO_URING
/**
 * guard_uring_cmd - decide about a command by io_uring
 * @request: it
 *
 * Return: 0, or -EPERM.
 */
static int guard_uring_cmd(struct io_uring_cmd *request)
{
	return judge_command(request->file, request->cmd_op);
}
#endif

static struct security_hook_list hooks[] __ro_after_init = {
	LSM_HOOK_INIT(file_ioctl, guard_ioctl),
	LSM_HOOK_INIT(file_ioctl_compat, guard_ioctl),
#ifdef CONFIG_IO_URING
	LSM_HOOK_INIT(uring_cmd, guard_uring_cmd),
#endif
};

/**
 * holdfast_init_devices - take the hooks that commands to devices pass by
 * @id: of this module
 */
void __init holdfast_init_devices(const struct lsm_id *id)
{
	security_add_hooks(hooks, ARRAY_SIZE(hooks), id);
}
