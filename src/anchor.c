// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <linux/magic.h>
#include <bpf/bpf.h>

#include "anchor.h"
#include "detached_mount.h"
#include "report.h"

/*
 * A mount lives as long as its namespace. The anchor belongs into init's, wherever we were
 * started: in the private one of a service or of unshare(1), the lock would end with it.
 */
int anchor_enter_init(void)
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

int anchor_pin_all(int mount, const struct anchor_pin *pins, size_t count)
{
	if (fchdir(mount))
		return fail("cannot enter a new bpffs: %m");
	for (size_t i = 0; i < count; i++)
		if (bpf_obj_pin(pins[i].fd, pins[i].name) || chmod(pins[i].name, pins[i].mode))
			return fail("cannot pin %s: %m", pins[i].name);
	return 0;
}

int anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count)
{
	int mount;
	int err = -1;

	mount = open_detached_mount("bpf", "0755");
	if (mount < 0)
		return fail("cannot mount a bpffs: %s", strerror(-mount));
	if (anchor_pin_all(mount, pins, count))
		goto cleanup;
	if (mkdir(dir, 0755) && errno != EEXIST) {
		fail("cannot make %s, the anchor's place: %m", dir);
		goto cleanup;
	}
	err = move_mount(mount, "", AT_FDCWD, dir, MOVE_MOUNT_F_EMPTY_PATH);
	if (err)
		fail("cannot mount the anchor at %s: %m", dir);
cleanup:
	/* Our working directory would keep the mount busy, or alive. */
	if (chdir("/"))
		err = fail("cannot leave for /: %m");
	close(mount);
	return err;
}

void anchor_remove(const char *dir)
{
	if (umount2(dir, MNT_DETACH))
		fail("cannot unmount %s: %m; unmount it by hand to undo the lock", dir);
}

int anchor_exists(const char *dir)
{
	struct statfs fs;

	return !statfs(dir, &fs) && fs.f_type == BPF_FS_MAGIC;
}
