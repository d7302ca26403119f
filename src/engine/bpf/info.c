// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "engine/bpf/info.h"

/* @fd: is closed. */
static int read_info(int fd, void *info, __u32 size)
{
	int err;

	if (fd < 0)
		return -errno;
	err = bpf_obj_get_info_by_fd(fd, info, &size) ? -errno : 0;
	close(fd);
	return err;
}

int read_program_info(__u32 id, struct bpf_prog_info *info)
{
	return read_info(bpf_prog_get_fd_by_id(id), info, sizeof(*info));
}

__u32 program_id(const struct bpf_program *program)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);

	return bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size) ? 0 : info.id;
}

int read_link_info(__u32 id, struct bpf_link_info *info)
{
	return read_info(bpf_link_get_fd_by_id(id), info, sizeof(*info));
}
