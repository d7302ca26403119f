// SPDX-License-Identifier: GPL-2.0
/*
 * remount-anchor WAY: makes the anchor's file systems, one or two, read-only:
 *
 *	path		mount(2) on each
 *	context		fsconfig(2) on each, by a context from fspick(2)
 *	copy		fsconfig(2) on a copy of its mount, which no path leads to
 *	namespace	mount(2) in another mount namespace
 *	compat		like "path", by the 32-bit system call
 *	chroot		like "path", in a copy of the root
 *	nofollow, follow	makes its mounts follow no symbolic links, or follow them: no hook is asked
 *	nofollow-tree	the same by open_tree_attr(2)
 * Prints the refused steps, and ESCAPED if one of the file systems cannot be written to.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../vm/guest/int80.h"

#define ANCHOR "/run/initramfs/holdfast"

/* The number of mount(2) there. */
#define COMPAT_MOUNT 21

/* From the kernel's table of system calls. */
#define NR_OPEN_TREE_ATTR 467

static const char *const dirs[] = { ANCHOR "/seal", ANCHOR };

static int remount(const char *dir)
{
	return mount(NULL, dir, NULL, MS_REMOUNT | MS_RDONLY, NULL);
}

static int reconfigure(int dir)
{
	int context = (int)syscall(SYS_fspick, dir, "", FSPICK_EMPTY_PATH | FSPICK_CLOEXEC);

	if (context < 0 || fsconfig(context, FSCONFIG_SET_FLAG, "ro", NULL, 0))
		return -1;
	return fsconfig(context, FSCONFIG_CMD_RECONFIGURE, NULL, NULL, 0);
}

static int reconfigure_path(const char *dir)
{
	return reconfigure(open(dir, O_PATH | O_DIRECTORY));
}

static int reconfigure_copy(const char *dir)
{
	return reconfigure(
		(int)syscall(SYS_open_tree, AT_FDCWD, dir, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
}

static int remount_elsewhere(const char *dir)
{
	return unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	       remount(dir);
}

static int remount_compat(const char *dir)
{
	char *low = map_low();
	long answer;

	if (low == MAP_FAILED)
		return -1;
	snprintf(low, 4096, "%s", dir);
	answer = int80(COMPAT_MOUNT, 0, low, 0, MS_REMOUNT | MS_RDONLY);
	munmap(low, 4096);
	errno = answer < 0 ? (int)-answer : 0;
	return answer < 0 ? -1 : 0;
}

/* Private: an unmount of the copy would propagate to what it is a copy of. */
static int remount_chroot(const char *dir)
{
	return mount("/", "/mnt", NULL, MS_BIND | MS_REC, NULL) ||
	       mount(NULL, "/mnt", NULL, MS_PRIVATE | MS_REC, NULL) || chroot("/mnt") ||
	       chdir("/") || remount(dir);
}

static int nofollow(const char *dir)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_NOSYMFOLLOW };

	return mount_setattr(AT_FDCWD, dir, 0, &attr, sizeof(attr));
}

static int nofollow_tree(const char *dir)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_NOSYMFOLLOW };

	return (int)syscall(NR_OPEN_TREE_ATTR, AT_FDCWD, dir, 0, &attr, sizeof(attr)) < 0;
}

static int follow(const char *dir)
{
	struct mount_attr attr = { .attr_clr = MOUNT_ATTR_NOSYMFOLLOW };

	return mount_setattr(AT_FDCWD, dir, 0, &attr, sizeof(attr));
}

static const struct way {
	const char *name;
	int (*try)(const char *dir);
} ways[] = {
	{ "path", remount },
	{ "context", reconfigure_path },
	{ "copy", reconfigure_copy },
	{ "namespace", remount_elsewhere },
	{ "compat", remount_compat },
	{ "nofollow", nofollow },
	{ "follow", follow },
	{ "chroot", remount_chroot },
	{ "nofollow-tree", nofollow_tree },
};

#define DIRS (sizeof(dirs) / sizeof(dirs[0]))
#define WAYS (sizeof(ways) / sizeof(ways[0]))

int main(int argc, char **argv)
{
	const struct way *way = ways;
	struct statvfs fs;

	while (argc > 1 && way < ways + WAYS && strcmp(way->name, argv[1]) != 0)
		way++;
	if (argc < 2 || way == ways + WAYS)
		return 2;
	for (size_t i = 0; i < DIRS; i++)
		if (way->try(dirs[i]))
			printf("%s %s: %s\n", way->name, dirs[i], strerrorname_np(errno));
	for (size_t i = 0; i < DIRS; i++)
		if (!statvfs(dirs[i], &fs) && fs.f_flag & ST_RDONLY)
			puts("ESCAPED: nobody can read it, or raise it");
	return 0;
}
