// SPDX-License-Identifier: GPL-2.0
/*
 * call-by WAY FROM TO: makes one call that changes mounts or folders, and prints its error, or "done".
 *	move		mount(2): moves the mount at FROM to TO
 *	bind, bind32	mount(2): mounts FROM on TO, too; by a call of 64 bits, or of 32
 *	move_mount	moves the mount at FROM to TO by move_mount(2)
 *	rename, rmdir	renames FROM to TO, or removes it
 *	again		removes FROM again and again, and never ends
 *	ring		renames FROM to TO by a worker of io_uring
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "int80.h"
#include "ring.h"

#define NR_MOUNT_32 21

/* Where a call of 32 bits finds its arguments. */
static int bind_32(const char *from, const char *to)
{
	char *low_from = map_low(), *low_to = map_low();
	long result;

	if (low_from == MAP_FAILED || low_to == MAP_FAILED)
		return -1;
	snprintf(low_from, 4096, "%s", from);
	snprintf(low_to, 4096, "%s", to);
	result = int80(NR_MOUNT_32, (long)(uintptr_t)low_from, low_to, 0, MS_BIND);
	errno = (int)-result;
	return result ? -1 : 0;
}

static int rename_by_ring(const char *from, const char *to)
{
	struct io_uring_sqe entry = {
		.opcode = IORING_OP_RENAMEAT,
		.flags = IOSQE_ASYNC,
		.fd = AT_FDCWD,
		.len = (__u32)AT_FDCWD,
		.addr = (uintptr_t)from,
		.addr2 = (uintptr_t)to,
	};
	int result = submit_entry(&entry);

	errno = -result;
	return result;
}

int main(int argc, char **argv)
{
	const char *way = argv[1], *from = argv[2], *to = argv[3];
	int err;

	if (argc != 4)
		return 2;
	if (!strcmp(way, "move"))
		err = mount(from, to, NULL, MS_MOVE, NULL);
	else if (!strcmp(way, "bind"))
		err = mount(from, to, NULL, MS_BIND, NULL);
	else if (!strcmp(way, "bind32"))
		err = bind_32(from, to);
	else if (!strcmp(way, "move_mount"))
		err = (int)syscall(SYS_move_mount, AT_FDCWD, from, AT_FDCWD, to,
				   MOVE_MOUNT_F_SYMLINKS);
	else if (!strcmp(way, "rename"))
		err = rename(from, to);
	else if (!strcmp(way, "rmdir"))
		err = rmdir(from);
	else if (!strcmp(way, "ring"))
		err = rename_by_ring(from, to);
	else if (!strcmp(way, "again"))
		for (;;)
			rmdir(from);
	else
		return 2;
	puts(err ? strerrorname_np(errno) : "done");
	return 0;
}
