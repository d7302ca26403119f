// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/bpf/own.h"
#include "engine/engine.h"
#include "kernel/mount_list.h"

static int note(int control, enum hf_own_kind kind, __u64 id, unsigned int value)
{
	struct hf_control argument = {
		.op = HF_CONTROL_OWN, .level = value, .kind = kind, .id = id
	};

	return run_control(control, &argument);
}

int own_note_link(int control, int link)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(link, &info, &size))
		return -errno;
	return note(control, HF_OWN_LINK, info.id, HF_OWN_BY_SEAL);
}

int own_note_driver(int control, enum hf_own_kind kind, unsigned long long id,
		    enum hf_reason reason)
{
	return note(control, kind, id, reason);
}

/* The engine takes the object to note from our working directory. */
static int note_here(int control, enum hf_own_kind kind, int dir)
{
	int err = fchdir(dir) ? -errno : note(control, kind, 0, 0);

	/* Our working directory would keep a mount busy, or alive. */
	if (chdir("/"))
		return -errno;
	return err;
}

static int note_dir(int control, enum hf_own_kind kind, const char *dir)
{
	int fd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int err = fd < 0 ? -errno : note_here(control, kind, fd);

	if (fd >= 0)
		close(fd);
	return err ? fail("cannot note what is mounted at %s: %s", dir, strerror(-err)) : 0;
}

int own_note_file_system(int control, const char *dir)
{
	return note_dir(control, HF_OWN_SUPER, dir);
}

int own_note_mount(int control, const char *dir)
{
	return note_dir(control, HF_OWN_MOUNT, dir);
}

int own_note_detached(int control, int mount)
{
	int err = note_here(control, HF_OWN_SUPER, mount) ?:
							    note_here(control, HF_OWN_MOUNT, mount);

	return err ? fail("cannot note the mount of the anchor: %s", strerror(-err)) : 0;
}

int own_note_outer_mount(int control, const char *dir)
{
	return note_dir(control, HF_OWN_OUTER, dir);
}

/* Opens the mount by its path. Returns -EBUSY if another mount covers it. */
static int open_mount(const struct mount_entry *mount)
{
	struct statx st;
	int fd = open(mount->path, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (!statx(fd, "", AT_EMPTY_PATH, STATX_MNT_ID, &st) && st.stx_mnt_id == mount->id)
		return fd;
	close(fd);
	return -EBUSY;
}

/*
 * Opens the directory that @mount covers, in a copy of the parent's mount, where nothing covers it. Returns a
 * descriptor or -errno; -ENOENT: it is the root of the parent, which nobody can remove.
 */
static int open_mountpoint(const struct mount_entry *mount, const struct mount_entry *parent)
{
	const char *below = path_below(parent->path, mount->path);
	int copy, fd;

	if (!below)
		return -EINVAL;
	if (!*below)
		return -ENOENT;
	copy = (int)syscall(SYS_open_tree, AT_FDCWD, parent->path,
			    OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
	if (copy < 0)
		return -errno;
	fd = openat(copy, below, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	close(copy);
	return fd;
}

static int note_mount(int control, const struct mount_entry *mount,
		      const struct mount_entry *parent)
{
	int fd = open_mount(mount);
	int err;

	if (fd < 0)
		return fd;
	err = note_here(control, HF_OWN_MOUNT, fd);
	close(fd);
	if (err || !parent)
		return err;
	fd = open_mountpoint(mount, parent);
	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	err = note_here(control, HF_OWN_INODE, fd);
	close(fd);
	return err;
}

static const char *explain(int err)
{
	switch (err) {
	case -EBUSY:
		return " (another one covers it; unmount that)";
	case -EOPNOTSUPP:
		return " (its folder is on a file system that can drop the folder with all "
		       "mounts on it, such as a network file system or FUSE; lock and seal in "
		       "the initramfs)";
	default:
		return "";
	}
}

int own_note_mounts(int control, const char *dir)
{
	struct mount_list list;
	const struct mount_entry *mount, *parent;
	int err;

	if (mount_list_read(&list))
		return fail("cannot read /proc/self/mountinfo: %m");
	mount = mount_list_at(&list, dir);
	err = mount ? note(control, HF_OWN_NS, 0, 0) : -ENOENT;
	for (; mount && !err; mount = parent) {
		parent = mount_list_parent(&list, mount);
		err = note_mount(control, mount, parent);
		if (err)
			fail("cannot note the mount at %s: %s%s", mount->path, strerror(-err),
			     explain(err));
	}
	mount_list_free(&list);
	return err;
}
