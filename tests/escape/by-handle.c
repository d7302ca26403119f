// SPDX-License-Identifier: GPL-2.0
/*
 * by-handle: unmounts the anchor from another mount namespace, which enters init's by a file handle (Linux 6.18 and
 * later) instead of /proc. Prints the step that failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

/* Of the kernel's uapi/linux/fcntl.h. */
#define NSFS_ROOT -10003

static int fail(const char *step)
{
	printf("%s: %s\n", step, strerrorname_np(errno));
	return 1;
}

int main(void)
{
	union {
		struct file_handle handle;
		char room[sizeof(struct file_handle) + MAX_HANDLE_SZ];
	} init = { .handle = { .handle_bytes = MAX_HANDLE_SZ } };
	int mount_id, init_mounts;

	if (name_to_handle_at(AT_FDCWD, "/proc/1/ns/mnt", &init.handle, &mount_id,
			      AT_SYMLINK_FOLLOW))
		return fail("name_to_handle_at");
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    umount2("/proc", MNT_DETACH))
		return fail("unshare");
	init_mounts = open_by_handle_at(NSFS_ROOT, &init.handle, O_RDONLY);
	if (init_mounts < 0)
		return fail("open_by_handle_at");
	if (setns(init_mounts, CLONE_NEWNS))
		return fail("setns");
	return umount2("/run/initramfs/holdfast", MNT_DETACH) ? fail("umount") : 0;
}
