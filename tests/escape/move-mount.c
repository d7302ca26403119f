// SPDX-License-Identifier: GPL-2.0
/*
 * move-mount FROM TO: move_mount(2), where mount(8) uses mount(2).
 * move-mount --beneath DIR: puts a new mount beneath the one at DIR, and removes both.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef MOVE_MOUNT_BENEATH
#define MOVE_MOUNT_BENEATH 0x200
#endif

static int put_beneath(const char *dir)
{
	char path[64];
	int context = fsopen("tmpfs", 0), mount;

	if (context < 0 || fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return -1;
	mount = fsmount(context, 0, 0);
	if (mount < 0 ||
	    move_mount(mount, "", AT_FDCWD, dir, MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_BENEATH))
		return -1;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", mount);
	return umount2(path, MNT_DETACH);
}

int main(int argc, char **argv)
{
	int err = -1;

	if (argc == 3 && !strcmp(argv[1], "--beneath"))
		err = put_beneath(argv[2]);
	else if (argc == 3)
		err = move_mount(AT_FDCWD, argv[1], AT_FDCWD, argv[2], 0);
	if (err)
		perror("move-mount");
	return err ? 1 : 0;
}
