// SPDX-License-Identifier: GPL-2.0
/*
 * Mounts, namespaces and cgroups. In the mount namespace of the lock's handles, only the handles and the folders above
 * them are tried: other places would break the guest, but not the lock.
 */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "calls.h"

static const char *const anchors[] = { "/run/initramfs/holdfast", "/run/initramfs", "/run" };
static const char *const places[] = {
	"/run/initramfs/holdfast", "/run",	     "/proc", "/sys", "/sys/fs/bpf", "/tmp", "/",
	"/sys/kernel/security",	   "/sys/fs/cgroup", "/dev"
};

static const char *draw_place(struct caller *caller)
{
	return caller->own_mounts ? places[draw_below(&caller->random, COUNT_OF(places))] :
				    anchors[draw_below(&caller->random, COUNT_OF(anchors))];
}

bool call_umount(struct caller *caller)
{
	return !umount2(draw_place(caller), (int)draw_below(&caller->random, 16));
}

/* Where others would be affected, mounts only over the lock's handles. */
bool call_mount(struct caller *caller)
{
	static const unsigned long flags[] = { MS_MOVE,		 MS_BIND,
					       MS_BIND | MS_REC, MS_REMOUNT | MS_RDONLY,
					       MS_SHARED,	 MS_PRIVATE,
					       MS_UNBINDABLE,	 0 };
	unsigned long flag = flags[draw_below(&caller->random, COUNT_OF(flags))];
	const char *from = draw_place(caller), *to = draw_place(caller);

	if (!caller->own_mounts) {
		if (flag == MS_MOVE || flag & MS_BIND)
			to = "/mnt";
		else
			to = from = anchors[0];
		mkdir("/mnt", 0755);
	}
	if (mount(from, to, flag ? NULL : "tmpfs", flag, NULL))
		return false;
	if (!caller->own_mounts && (flag == MS_MOVE || flag & MS_BIND))
		umount2("/mnt", MNT_DETACH);
	return true;
}

bool call_pivot_root(struct caller *caller)
{
	const char *place = draw_place(caller);

	if (!caller->own_mounts && draw_chance(&caller->random, 50))
		place = "/tmp";
	/* The built-in LSM has no handles, and nothing to refuse here: the guest would lose its root. */
	if (!caller->own_mounts && access(anchors[0], F_OK))
		return false;
	return !syscall(SYS_pivot_root, place, place);
}

bool call_pin_file(struct caller *caller)
{
	static const char *const pins[] = { "locked_down", "control", "report",	       "state",
					    "witness",	   "bpf",     "seal/seal_map", "debugfs-1" };
	char path[128], other[128];

	snprintf(path, sizeof(path), "/run/initramfs/holdfast/%s",
		 pins[draw_below(&caller->random, COUNT_OF(pins))]);
	switch (draw_below(&caller->random, 4)) {
	case 0:
		return !unlink(path);
	case 1:
		snprintf(other, sizeof(other), "/run/initramfs/holdfast/%s",
			 pins[draw_below(&caller->random, COUNT_OF(pins))]);
		return !rename(path, other);
	case 2:
		return !rmdir("/run/initramfs/holdfast/seal");
	default:
		return !chmod(path, (mode_t)draw_below(&caller->random, 512));
	}
}

bool call_namespace(struct caller *caller)
{
	static const char *const names[] = { "net", "uts", "ipc", "cgroup", "user", "time" };
	static const int flags[] = { CLONE_NEWNET, CLONE_NEWUTS,  CLONE_NEWIPC, CLONE_NEWCGROUP,
				     CLONE_NEWPID, CLONE_NEWUSER, CLONE_NEWNS };
	int flag = flags[draw_below(&caller->random, COUNT_OF(flags))], fd, err;
	char path[64];

	if (draw_chance(&caller->random, 50)) {
		err = unshare(flag);
		if (!err && (flag == CLONE_NEWNS || flag == CLONE_NEWUSER))
			caller->own_mounts |= !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
					      flag == CLONE_NEWNS;
		return !err;
	}
	snprintf(path, sizeof(path), "/proc/%u/ns/%s", draw_below(&caller->random, 2) + 1,
		 names[draw_below(&caller->random, COUNT_OF(names))]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	err = setns(fd, 0);
	close(fd);
	return !err;
}

bool call_cgroup(struct caller *caller)
{
	static const char *const files[] = { "cgroup.procs", "cgroup.subtree_control",
					     "cgroup.type", "cgroup.freeze", "cgroup.threads" };
	static const char *const values[] = { "0", "+pids", "threaded", "0", "0" };
	unsigned int file = draw_below(&caller->random, COUNT_OF(files));
	char path[128];
	int fd;
	bool done;

	snprintf(path, sizeof(path), "/sys/fs/cgroup/adversary/%u", draw_below(&caller->random, 4));
	if (draw_chance(&caller->random, 30))
		return !rmdir(path);
	mkdir(path, 0755);
	snprintf(path + strlen(path), sizeof(path) - strlen(path), "/%s", files[file]);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	done = fd >= 0 && write(fd, values[file], strlen(values[file])) > 0;
	close(fd);
	return done;
}
