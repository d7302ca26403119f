// SPDX-License-Identifier: GPL-2.0
/*
 * peel: attacks a mount below /. In a mount namespace of its own it unmounts the layers on the initial root, tries
 * everything on the one that cannot be unmounted, and looks for the pins there. Prints a line for each success.
 */
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <linux/magic.h>

/* Linux 6.5's; <linux/mount.h> of Debian 12 is older. */
#ifndef MOVE_MOUNT_BENEATH
#define MOVE_MOUNT_BENEATH 0x00000200
#endif

/* Whether an operation has succeeded that has to fail. */
static int said(int done, const char *what)
{
	if (done)
		printf("%s\n", what);
	return done;
}

/* Enters the uppermost mount on the root of our namespace. */
static int stand_on_top(int ns)
{
	return setns(ns, CLONE_NEWNS) || chdir("/");
}

/* The pins are in a bpffs; the other mounts there have no secrets. */
static void list_here(const char *where)
{
	struct dirent *entry;
	struct statfs fs;
	DIR *dir;

	if (!statfs(".", &fs) && fs.f_type != BPF_FS_MAGIC)
		return;
	printf("%s: stands in a bpffs\n", where);
	dir = opendir(".");
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			printf("%s: sees %s\n", where, entry->d_name);
	if (dir)
		closedir(dir);
}

static int new_tmpfs(void)
{
	int context = fsopen("tmpfs", FSOPEN_CLOEXEC);

	if (context < 0 || fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		return -1;
	return fsmount(context, FSMOUNT_CLOEXEC, 0);
}

/* Unmounts all layers that can be unmounted, and lists the files that show then. Returns their number. */
static int peel(int ns, const char *where)
{
	int layers = 0;

	while (layers < 10 && !umount2("/", MNT_DETACH)) {
		if (stand_on_top(ns))
			return -1;
		layers++;
	}
	list_here(where);
	return layers;
}

/*
 * Linux 7 can mount below a locked mount. The lock moves to the new mount, so the upper one can be unmounted, and shows
 * the new one.
 */
static int mount_beneath(void)
{
	return !move_mount(new_tmpfs(), "", AT_FDCWD, "/",
			   MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_BENEATH);
}

/* Replaces the root that stays by another: the lock has to stay with the place. */
static const char *pivot(int ns)
{
	if (mkdir("/new", 0700))
		return "mkdir /new";
	if (move_mount(new_tmpfs(), "", AT_FDCWD, "/new", MOVE_MOUNT_F_EMPTY_PATH))
		return "mount on /new";
	if (chdir("/new") || mkdir("old", 0700))
		return "mkdir old";
	if (syscall(SYS_pivot_root, ".", "old"))
		return "pivot_root";
	if (stand_on_top(ns) || umount2("/old", MNT_DETACH) || rmdir("/old"))
		return "clean up";
	return "done";
}

static void try_bind_mount(void)
{
	if (mkdir("/place", 0700))
		return;
	said(!mount("/", "/place", NULL, MS_MOVE, NULL), "moved");
	if (!mount("/", "/place", NULL, MS_BIND | MS_REC, NULL)) {
		said(!rmdir("/place/place"), "removed a mountpoint");
		if (!chdir("/place/place"))
			list_here("in a bind mount");
		said(chdir("/"), "cannot get back");
		umount2("/place", MNT_DETACH);
	}
	rmdir("/place");
}

int main(void)
{
	int ns;

	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_PRIVATE | MS_REC, NULL)) {
		perror("peel: unshare");
		return 1;
	}
	ns = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	fprintf(stderr, "peeled %d\n", peel(ns, "under the root"));
	said(!umount2("/..", MNT_DETACH), "unmounted /..");
	said(!umount2("/", 0), "unmounted without MNT_DETACH");
	said(!umount2("/", MNT_EXPIRE) || !umount2("/", MNT_EXPIRE), "expired");
	try_bind_mount();
	fprintf(stderr, "mounted beneath: %d\n", mount_beneath());
	fprintf(stderr, "peeled %d\n", peel(ns, "under what was mounted beneath"));
	fprintf(stderr, "pivoted: %s\n", pivot(ns));
	said(peel(ns, "under the pivoted root") > 0, "unmounted what was pivoted to");
	return 0;
}
