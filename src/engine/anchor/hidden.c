// SPDX-License-Identifier: GPL-2.0
/*
 * switch_root only mounts the root file system over the initial one, and hides a mount below it. But a process
 * that unmounts / in its own mount namespace reaches that mount, and can remove the pins for everybody. So the
 * mount has to be unreachable there, too. The kernel locks mounts that come from a less privileged user
 * namespace: nobody can unmount or move them, or look below them, with any capabilities. Mounts that propagate
 * from such a namespace into ours are locked here, and in each copy.
 *
 *	the initial root <- bpffs with the links <- cover, locked <- the real root
 *
 * Each is mounted on the root of the one before it: every path ends at the cover, and no directory can be removed
 * to take a mount away. The initramfs still runs below, and for it `..` in / is now the cover; a link such as
 * ../usr/lib/os-release leads there. So the cover is a tmpfs with a symbolic link for each name in the initial root.
 * A bind mount of the initial root would not do: it would put mount points on the initial root's directories, and
 * the kernel removes no such directory. klibc's run-init, which empties the initial root, would then give up.
 */
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/report.h"
#include "engine/anchor/hidden.h"
#include "kernel/detached_mount.h"

#define MAX_PINS 64

/* The uppermost mount on our root. */
#define TOP "/.."

/* The hidden bpffs, open until this process ends, so that it can be emptied. */
static int hidden = -1;

/* Only a process whose root is the initial one sees "36 1 0:2 / / rw,relatime shared:1 - rootfs rootfs rw". */
bool hidden_anchor_is_possible(void)
{
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	char line[4096];
	bool found = false;

	while (mounts && !found && fgets(line, sizeof(line), mounts))
		found = strstr(line, " / / ") && strstr(line, " - rootfs ");
	if (mounts)
		fclose(mounts);
	return found;
}

static int mount_at(int mount, const char *path)
{
	return move_mount(mount, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH);
}

/*
 * Runs in a user namespace of its own, with a peer of our root. A tree that is mounted on the peer propagates to
 * our root, and the mounts inside it are locked there. /proc and /sys only serve as mount points.
 */
static int mount_from_below(int bpffs, int cover)
{
	int peer = open_tree(AT_FDCWD, "/", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);

	if (peer < 0 || unshare(CLONE_NEWUSER | CLONE_NEWNS))
		return fail("cannot make a user namespace: %m");
	if (mount_at(bpffs, "/proc") || mount_at(cover, "/proc") || mount_at(peer, "/sys") ||
	    mount_at(bpffs, "/sys"))
		return fail("cannot mount the hidden anchor: %m");
	return 0;
}

/* Whether the cover is uppermost, and cannot be unmounted. */
static bool is_locked_on_top(int cover)
{
	struct stat top, wanted;

	return !fstat(cover, &wanted) && !stat(TOP, &top) && top.st_dev == wanted.st_dev &&
	       umount2(TOP, MNT_DETACH) && !stat(TOP, &top) && top.st_dev == wanted.st_dev;
}

static int link_names(int cover)
{
	DIR *dir = opendir("/");
	struct dirent *entry;
	char path[260];
	int err = dir ? 0 : -1;

	while (!err && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		snprintf(path, sizeof(path), "/%s", entry->d_name);
		err = symlinkat(path, cover, entry->d_name);
	}
	if (dir)
		closedir(dir);
	return err;
}

/* Returns a detached mount, or -1. */
static int make_cover(void)
{
	int cover = open_detached_mount("tmpfs", "0755");

	if (cover < 0)
		return fail("cannot mount a tmpfs: %s", strerror(-cover));
	if (link_names(cover)) {
		fail("cannot cover the names in /: %m");
		close(cover);
		return -1;
	}
	return cover;
}

/* Mounts both on the root that we stand on, locked. */
static int hide(int bpffs, int cover)
{
	int status = -1;
	pid_t child;

	if (mount(NULL, "/", NULL, MS_SHARED, NULL))
		return fail("cannot share the root: %m");
	child = fork();
	if (!child)
		_exit(mount_from_below(bpffs, cover) ? 1 : 0);
	if (child < 0 || waitpid(child, &status, 0) != child)
		fail("cannot start a process: %m");
	/*
	 * Mounts that propagated are shared with their copies in all mount namespaces: a change there would come
	 * here. pivot_root also refuses a shared mount below the root.
	 */
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		return fail("cannot make the hidden anchor private: %m");
	if (status)
		return -1;
	return is_locked_on_top(cover) ? 0 : fail("this kernel does not lock the hidden anchor");
}

void hidden_anchor_remove(void)
{
	struct dirent *entry;
	DIR *dir;

	if (hidden < 0)
		return;
	/* Nobody can unmount the hidden mounts; they stay, empty. */
	dir = fdopendir(hidden);
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && unlinkat(hidden, entry->d_name, 0))
			fail("cannot remove %s from the hidden anchor: %m", entry->d_name);
	if (dir)
		closedir(dir);
	hidden = -1;
}

static int hide_links(const struct anchor_pin *links, size_t count)
{
	int bpffs = open_detached_mount("bpf", "0700");
	int cover = make_cover();
	int err = -1;

	if (bpffs < 0) {
		fail("cannot mount a bpffs: %s", strerror(-bpffs));
	} else if (cover >= 0 && !anchor_pin_all(bpffs, links, count)) {
		hidden = bpffs;
		err = hide(bpffs, cover);
		if (err)
			hidden_anchor_remove();
	}
	if (chdir("/"))
		err = fail("cannot change to /: %m");
	if (cover >= 0)
		close(cover);
	return err;
}

int hidden_anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count,
			 bool must_hide)
{
	struct anchor_pin links[MAX_PINS], handles[MAX_PINS];
	size_t link_count = 0, handle_count = 0;

	for (size_t i = 0; i < count && i < MAX_PINS; i++) {
		if (is_bpf_link(pins[i].fd))
			links[link_count++] = pins[i];
		else
			handles[handle_count++] = pins[i];
	}
	if (!link_count || link_count + handle_count != count || hide_links(links, link_count)) {
		if (must_hide)
			return fail(
				"the anchor cannot be hidden, and a seal on a visible one would "
				"refuse to switch the root");
		fail("the anchor cannot be hidden; it stays visible at %s", dir);
		return anchor_commit(dir, pins, count);
	}
	if (anchor_commit(dir, handles, handle_count)) {
		hidden_anchor_remove();
		return -1;
	}
	return 0;
}
