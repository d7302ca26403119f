// SPDX-License-Identifier: GPL-2.0
/*
 * below WAY PID: attacks a hidden anchor from the mount of the initial root, through the root of a process that has
 * stayed from the initramfs. Prints a line for each failed step, and ESCAPED if nothing enforces afterwards.
 *	pivot		replaces it by another mount, and removes the folder that it is moved to
 *	shared		makes it a peer of a copy, and does the same to the copy, in another namespace
 *	tree		makes it and all mounts on it peers of a copy, and unmounts the copy
 *	carry		puts a mount beneath the real root, moves both, and removes the folder that they are moved to
 *	carry-later	the same, but moves them when its input ends
 *	carry-only	the same, but does not remove the folder
 *	mount, remount, beneath, move
 *			each of these once; prints "done" on success
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "enforces.h"

/* Linux 6.5's; <linux/mount.h> of Debian 12 is older. */
#ifndef MOVE_MOUNT_BENEATH
#define MOVE_MOUNT_BENEATH 0x00000200
#endif

/* A process that removes a folder, and the end of a pipe that makes it begin. */
static pid_t remover;
static int begin;

static int said(int failed, const char *step)
{
	if (failed)
		printf("%s: %s\n", step, strerrorname_np(errno));
	return failed;
}

static int new_mount(const char *at)
{
	return said(mkdir(at, 0700) && errno != EEXIST, at) ||
	       said(mount("none", at, "tmpfs", 0, NULL), at) ||
	       said(mount(NULL, at, NULL, MS_PRIVATE, NULL), at);
}

static int detached_tmpfs(void)
{
	int context = fsopen("tmpfs", FSOPEN_CLOEXEC);

	if (context < 0 || fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return -1;
	return fsmount(context, FSMOUNT_CLOEXEC, 0);
}

/*
 * A process in another mount namespace sees no mount there, so it can remove the folder by its name. It is started
 * while our root has a /proc.
 */
static int remove_from_elsewhere(int told)
{
	char path[64], go;

	snprintf(path, sizeof(path), "/proc/%d/root/moved", getppid());
	if (said(unshare(CLONE_NEWNS), "unshare") || write(told, "", 1) != 1 ||
	    read(told, &go, 1) != 1)
		return -1;
	return said(rmdir(path), "rmdir");
}

static void start_remover(void)
{
	int ends[2];
	char there;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
		exit(said(1, "socketpair"));
	begin = ends[1];
	remover = fork();
	if (!remover) {
		close(begin);
		exit(remove_from_elsewhere(ends[0]) ? 1 : 0);
	}
	close(ends[0]);
	/* Its namespace has to be older than the moved mount. If it fails, it reports that itself. */
	if (read(begin, &there, 1) != 1)
		exit(1);
}

/* The parent of the new root must not be shared, so it is a mount of ours. */
static int replace_root(void)
{
	return new_mount("/way") || new_mount("/way/new") ||
	       said(mkdir("/way/new/moved", 0700) || mkdir("/way/new/keep", 0700), "mkdir") ||
	       said(syscall(SYS_pivot_root, "/way/new", "/way/new/moved"), "pivot_root") ||
	       said(chdir("/"), "chdir");
}

static int remove_moved(void)
{
	int status = -1;

	if (write(begin, "", 1) == 1)
		waitpid(remover, &status, 0);
	return status;
}

static int pivot(void)
{
	/* The real root is kept, for the rest of the test. */
	return replace_root() || said(mount("/moved", "/keep", NULL, MS_MOVE, NULL), "keep") ||
	       remove_moved();
}

static int put_beneath(int mount)
{
	return said(move_mount(mount, "", AT_FDCWD, ".",
			       MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_BENEATH),
		    "beneath");
}

/* Puts a mount beneath the real root; both then move together. */
static int carry(bool waits, bool removes)
{
	int carrier = detached_tmpfs();
	char go;

	if (put_beneath(carrier))
		return -1;
	puts("beneath");
	fflush(stdout);
	while (waits && read(STDIN_FILENO, &go, 1) > 0)
		;
	return said(mkdir("/moved", 0700), "mkdir") ||
	       said(move_mount(carrier, "", AT_FDCWD, "/moved", MOVE_MOUNT_F_EMPTY_PATH), "move") ||
	       (removes && remove_moved());
}

/* mount_setattr(2) asks no hook. */
static int share(void)
{
	struct mount_attr shared = { .propagation = MS_SHARED };

	return said(syscall(SYS_mount_setattr, AT_FDCWD, ".", 0, &shared, sizeof(shared)),
		    "mount_setattr") ||
	       said(unshare(CLONE_NEWNS), "unshare") || replace_root() || remove_moved();
}

static int share_all(unsigned long long propagation)
{
	struct mount_attr attr = { .propagation = propagation };

	return said(syscall(SYS_mount_setattr, AT_FDCWD, "/", AT_RECURSIVE, &attr, sizeof(attr)),
		    "mount_setattr");
}

/* Reaches the copy by a mount of ours below it: a path to the copy itself leads to its uppermost mount. */
static int unmount_copy(void)
{
	int tree = (int)syscall(SYS_open_tree, AT_FDCWD, "/",
				OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);

	return said(tree < 0, "open_tree") ||
	       said(move_mount(tree, "", AT_FDCWD, "/way/tree", MOVE_MOUNT_F_EMPTY_PATH),
		    "move_mount") ||
	       said(umount2("/way", MNT_DETACH), "umount");
}

/* Mounts on a peer go with it. The real root is kept, and put back if this fails. */
static int unmount_tree(void)
{
	if (new_mount("/way") || new_mount("/kept") ||
	    said(mkdir("/way/tree", 0700) || mkdir("/kept/root", 0700), "mkdir") ||
	    said(mount("/..", "/kept/root", NULL, MS_MOVE, NULL), "keep"))
		return -1;
	if (!share_all(MS_SHARED) &&
	    !said(mount(NULL, "/way", NULL, MS_PRIVATE, NULL) ||
			  mount(NULL, "/kept", NULL, MS_PRIVATE, NULL),
		  "private") &&
	    !unmount_copy())
		return 0;
	if (!share_all(MS_PRIVATE))
		said(mount("/kept/root", "/..", NULL, MS_MOVE, NULL), "back");
	return -1;
}

static int try(const char *way)
{
	if (!strcmp(way, "pivot"))
		return pivot();
	if (!strcmp(way, "shared"))
		return share();
	if (!strcmp(way, "tree"))
		return unmount_tree();
	if (!strcmp(way, "mount"))
		return said(mount(NULL, ".", NULL, MS_SHARED, NULL), way);
	if (!strcmp(way, "remount"))
		return said(mount(NULL, ".", NULL, MS_REMOUNT | MS_RDONLY, NULL), way);
	if (!strcmp(way, "beneath"))
		return put_beneath(detached_tmpfs());
	if (!strcmp(way, "carry"))
		return carry(false, true);
	if (!strcmp(way, "carry-later") || !strcmp(way, "carry-only"))
		return carry(true, !strcmp(way, "carry-later"));
	if (!strcmp(way, "move"))
		return new_mount("/way") || said(mount(".", "/way", NULL, MS_MOVE, NULL), way);
	printf("no such way: %s\n", way);
	return -1;
}

int main(int argc, char **argv)
{
	const char *way = argc > 2 ? argv[1] : "";
	char root[32];

	snprintf(root, sizeof(root), "/proc/%d/root", argc > 2 ? atoi(argv[2]) : 0);
	start_remover();
	if (said(chdir(root) || chroot("."), root))
		return 1;
	if (!try(way))
		puts("done");
	fflush(stdout);
	/* The kernel frees an unmounted file system a moment later. */
	sleep(2);
	if (!engine_enforces())
		puts("ESCAPED");
	return 0;
}
