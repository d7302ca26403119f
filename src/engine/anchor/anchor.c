// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <linux/magic.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/anchor/anchor.h"
#include "kernel/detached_mount.h"

int anchor_stand_alone(void)
{
	return unshare(CLONE_FS) ?
		       fail("cannot have a root and a working directory of our own: %m") :
		       0;
}

static int enter_namespace(void)
{
	struct stat ours, inits;
	int fd, err;

	fd = open("/proc/1/ns/mnt", O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &inits) || stat("/proc/self/ns/mnt", &ours)) {
		fail("cannot open init's mount namespace: /proc/1/ns/mnt: %m; is /proc mounted?");
		if (fd >= 0)
			close(fd);
		return -1;
	}
	err = ours.st_ino != inits.st_ino && setns(fd, CLONE_NEWNS);
	close(fd);
	return err ? fail("cannot enter init's mount namespace: %m") : 0;
}

/* The same directory of the same mount. */
static bool is_our_root(int root)
{
	struct statx ours, inits;

	return !statx(AT_FDCWD, "/", 0, STATX_INO | STATX_MNT_ID, &ours) &&
	       !statx(root, "", AT_EMPTY_PATH, STATX_INO | STATX_MNT_ID, &inits) &&
	       ours.stx_mnt_id == inits.stx_mnt_id && ours.stx_ino == inits.stx_ino;
}

/*
 * A mount lives as long as its namespace. In the private one of a service or of unshare(1), the lock would end with
 * it, so the anchor goes to init's. It also goes to init's root: nobody would find it in a chroot's.
 */
int anchor_enter_init(void)
{
	int root = open("/proc/1/root", O_PATH | O_DIRECTORY | O_CLOEXEC);
	int err;

	if (root < 0)
		return fail("cannot open init's root: /proc/1/root: %m; is /proc mounted?");
	err = enter_namespace();
	if (!err && !is_our_root(root) && (fchdir(root) || chroot(".") || chdir("/")))
		err = fail("cannot enter init's root: %m");
	close(root);
	return err;
}

int anchor_pin_all(int mount, const struct anchor_pin *pins, size_t count)
{
	if (fchdir(mount))
		return fail("cannot enter a new bpffs: %m");
	for (size_t i = 0; i < count; i++)
		if (bpf_obj_pin(pins[i].fd, pins[i].name) || chmod(pins[i].name, pins[i].mode))
			return fail("cannot pin %s: %m", pins[i].name);
	return 0;
}

/*
 * Any user may read the engine, but initramfs-tools makes its folder in /run for root alone. This lets others pass
 * through the folder without listing it.
 */
static int open_way(const char *dir)
{
	const mode_t through = S_IXUSR | S_IXGRP | S_IXOTH;
	struct stat st;

	if (mkdir(dir, 0755) && errno != EEXIST)
		return -1;
	if (stat(dir, &st))
		return -1;
	return (st.st_mode & through) == through ? 0 : chmod(dir, (st.st_mode & 07777) | through);
}

/* Makes @dir and its parent; the parent's own parent exists on every system. */
static int make_place(const char *dir)
{
	const char *end = strrchr(dir, '/');
	char above[128];

	snprintf(above, sizeof(above), "%.*s", (int)(end - dir), dir);
	if (open_way(above))
		return fail("cannot make %s, where the anchor's place is: %m", above);
	if (mkdir(dir, 0755) && errno != EEXIST)
		return fail("cannot make %s, the anchor's place: %m", dir);
	return 0;
}

int anchor_mount(int mount, const char *dir)
{
	if (make_place(dir))
		return -1;
	if (move_mount(mount, "", AT_FDCWD, dir, MOVE_MOUNT_F_EMPTY_PATH))
		return fail("cannot mount the anchor at %s: %m", dir);
	return 0;
}

int anchor_make_private(const char *dir)
{
	return mount(NULL, dir, NULL, MS_PRIVATE, NULL) ?
		       fail("cannot make %s a private mount: %m", dir) :
		       0;
}

int anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count)
{
	int mount = open_detached_mount("bpf", "0755");
	int err;

	if (mount < 0)
		return fail("cannot mount a bpffs: %s", strerror(-mount));
	err = anchor_pin_all(mount, pins, count) ?: anchor_mount(mount, dir);
	/* Our working directory would keep the mount busy, or alive. */
	if (chdir("/"))
		err = fail("cannot change to /: %m");
	close(mount);
	return err;
}

void anchor_remove(const char *dir)
{
	if (umount2(dir, MNT_DETACH))
		fail("cannot unmount %s: %m; unmount it by hand to undo the lock", dir);
}

static bool is_bpffs(const char *dir)
{
	struct statfs fs;

	return !statfs(dir, &fs) && fs.f_type == BPF_FS_MAGIC;
}

static bool has_pin(const char *dir)
{
	static const char *const names[] = { "report", "control", "locked_down", "handles" };
	char path[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		if (!access(path, F_OK))
			return true;
	}
	return false;
}

bool anchor_exists(const char *dir)
{
	return is_bpffs(dir) && has_pin(dir);
}

void anchor_clear(const char *dir)
{
	while (is_bpffs(dir) && !has_pin(dir))
		if (umount2(dir, 0))
			return;
}

/* The kernel prints a link type only for a link's descriptor. */
bool is_bpf_link(int fd)
{
	char path[64], text[512];
	size_t len = 0;
	FILE *info;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", fd);
	info = fopen(path, "re");
	if (info) {
		len = fread(text, 1, sizeof(text) - 1, info);
		fclose(info);
	}
	text[len] = '\0';
	return strstr(text, "link_type:");
}
