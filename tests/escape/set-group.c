// SPDX-License-Identifier: GPL-2.0
/* set-group FROM TO: makes the mount at TO a peer of the shared one at FROM, by move_mount(2) with MOVE_MOUNT_SET_GROUP. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>

#ifndef MOVE_MOUNT_SET_GROUP
#define MOVE_MOUNT_SET_GROUP 0x100
#endif

int main(int argc, char **argv)
{
	if (argc == 3 && !move_mount(AT_FDCWD, argv[1], AT_FDCWD, argv[2], MOVE_MOUNT_SET_GROUP))
		return 0;
	perror("set-group");
	return 1;
}
