// SPDX-License-Identifier: GPL-2.0
/*
 * subvolume make|delete|delete-2|delete-id FOLDER NAME: makes a btrfs subvolume in that folder, or deletes it: by its
 * name, by the later command, or by its number. Prints 0, or the errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <linux/btrfs.h>

static int by_name(int folder, unsigned long command, const char *name)
{
	struct btrfs_ioctl_vol_args args = { 0 };

	strncpy(args.name, name, sizeof(args.name) - 1);
	return ioctl(folder, command, &args);
}

static int delete_later(int folder, const char *name)
{
	struct btrfs_ioctl_vol_args_v2 args = { 0 };

	strncpy(args.name, name, sizeof(args.name) - 1);
	return ioctl(folder, BTRFS_IOC_SNAP_DESTROY_V2, &args);
}

static int delete_by_number(int folder, const char *name)
{
	struct btrfs_ioctl_vol_args_v2 args = { .flags = BTRFS_SUBVOL_SPEC_BY_ID };
	struct btrfs_ioctl_get_subvol_info_args info;
	int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), err;

	if (fd < 0)
		return -1;
	/* It is told, and 1 returned, where there is no other. */
	err = ioctl(fd, BTRFS_IOC_GET_SUBVOL_INFO, &info);
	args.subvolid = info.treeid;
	if (err >= 0)
		err = ioctl(fd, BTRFS_IOC_SNAP_DESTROY_V2, &args);
	close(fd);
	return err;
}

static int run(const char *way, int folder, const char *name)
{
	if (!strcmp(way, "make"))
		return by_name(folder, BTRFS_IOC_SUBVOL_CREATE, name);
	if (!strcmp(way, "delete"))
		return by_name(folder, BTRFS_IOC_SNAP_DESTROY, name);
	if (!strcmp(way, "delete-2"))
		return delete_later(folder, name);
	if (!strcmp(way, "delete-id"))
		return delete_by_number(folder, name);
	errno = EINVAL;
	return -1;
}

int main(int argc, char **argv)
{
	int folder = argc == 4 ? open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	if (argc != 4) {
		fprintf(stderr, "subvolume: see the top of subvolume.c\n");
		return 2;
	}
	if (folder < 0) {
		perror(argv[2]);
		return 2;
	}
	if (run(argv[1], folder, argv[3])) {
		puts(strerrorname_np(errno));
		return 1;
	}
	puts("0");
	return 0;
}
