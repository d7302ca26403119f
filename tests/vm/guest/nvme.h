/* SPDX-License-Identifier: GPL-2.0 */
/* For guest programs: the ways in which user space sends an NVMe controller a command. */
#ifndef HOLDFAST_TESTS_NVME_H
#define HOLDFAST_TESTS_NVME_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <linux/nvme_ioctl.h>
#include <sys/ioctl.h>

#include "int80.h"
#include "ring.h"

#define NR_IOCTL_32 54

enum nvme_form {
	NVME_OLD,    /* struct nvme_passthru_cmd */
	NVME_64,     /* struct nvme_passthru_cmd64 */
	NVME_SUBMIT, /* struct nvme_user_io: no command but read, write and compare */
	NVME_URING,
};

static const struct nvme_way {
	const char *name;
	unsigned long command;
	enum nvme_form form;
	int compat; /* by a call of 32 bits */
} nvme_ways[] = {
	{ "admin", NVME_IOCTL_ADMIN_CMD, NVME_OLD, 0 },
	{ "admin-32", NVME_IOCTL_ADMIN_CMD, NVME_OLD, 1 },
	{ "admin64", NVME_IOCTL_ADMIN64_CMD, NVME_64, 0 },
	{ "uring-admin", NVME_URING_CMD_ADMIN, NVME_URING, 0 },
	{ "uring-admin-vec", NVME_URING_CMD_ADMIN_VEC, NVME_URING, 0 },
	{ "io", NVME_IOCTL_IO_CMD, NVME_OLD, 0 },
	{ "io-32", NVME_IOCTL_IO_CMD, NVME_OLD, 1 },
	{ "io64", NVME_IOCTL_IO64_CMD, NVME_64, 0 },
	{ "io64-vec", NVME_IOCTL_IO64_CMD_VEC, NVME_64, 0 },
	{ "submit", NVME_IOCTL_SUBMIT_IO, NVME_SUBMIT, 0 },
	{ "submit-32", NVME_IOCTL_SUBMIT_IO, NVME_SUBMIT, 1 },
	{ "uring-io", NVME_URING_CMD_IO, NVME_URING, 0 },
	{ "uring-io-vec", NVME_URING_CMD_IO_VEC, NVME_URING, 0 },
};

static inline const struct nvme_way *find_way(const char *name)
{
	for (size_t i = 0; i < sizeof(nvme_ways) / sizeof(nvme_ways[0]); i++)
		if (!strcmp(nvme_ways[i].name, name))
			return &nvme_ways[i];
	return NULL;
}

static inline int send_by_ring(int fd, unsigned long command,
			       const struct nvme_passthru_cmd64 *what)
{
	struct {
		struct io_uring_sqe sqe;
		char rest[64];
	} entry = { .sqe = { .opcode = IORING_OP_URING_CMD, .fd = fd } };
	struct nvme_uring_cmd *to = (void *)((char *)&entry + offsetof(struct io_uring_sqe, addr3));

	/* What the kernel's header calls cmd_op, which older ones have not. */
	*(uint32_t *)(void *)((char *)&entry + offsetof(struct io_uring_sqe, off)) =
		(uint32_t)command;
	memcpy(to, what, sizeof(*to));
	return submit_with(&entry, sizeof(entry), IORING_SETUP_SQE128 | IORING_SETUP_CQE32);
}

/* Sends @what. Returns 0, NVMe's status, or a negative errno. */
static inline int send_command(const struct nvme_way *way, int fd,
			       const struct nvme_passthru_cmd64 *what)
{
	const struct nvme_user_io io = {
		.opcode = what->opcode,
		.nblocks = (uint16_t)what->cdw12,
		.addr = what->addr,
		.slba = what->cdw10,
	};
	const void *argument = way->form == NVME_SUBMIT ? (const void *)&io : what;
	void *low;
	int ret;

	if (way->form == NVME_URING)
		return send_by_ring(fd, way->command, what);
	if (!way->compat) {
		ret = ioctl(fd, way->command, argument);
		return ret < 0 ? -errno : ret;
	}
	low = map_low();
	if (low == MAP_FAILED)
		return -errno;
	memcpy(low, argument, way->form == NVME_SUBMIT ? sizeof(io) : sizeof(*what));
	return (int)int80(NR_IOCTL_32, fd, (void *)way->command, (long)low, 0);
}

#endif
