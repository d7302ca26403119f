// SPDX-License-Identifier: GPL-2.0
/*
 * from-below PEER: unmounts the anchor in a copy of its parent mount, in a user namespace. The copy is a peer that was
 * made outside, so the unmount propagates to ours. PEER is shared (the anchor itself was made shared before, by
 * mount_setattr(2), which asks no hook) or copy. Prints the step that failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static int fail(const char *step)
{
	printf("%s: %s\n", step, strerrorname_np(errno));
	return 1;
}

static int share(const char *path)
{
	struct mount_attr shared = { .propagation = MS_SHARED };

	return mount_setattr(AT_FDCWD, path, AT_RECURSIVE, &shared, sizeof(shared));
}

int main(int argc, char **argv)
{
	int peer;

	if (argc > 1 && !strcmp(argv[1], "shared") && share("/run/initramfs/holdfast"))
		return fail("mount_setattr");
	peer = open_tree(AT_FDCWD, "/run", OPEN_TREE_CLONE | AT_RECURSIVE);
	if (peer < 0)
		return fail("open_tree");
	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		return fail("unshare");
	if (move_mount(peer, "", AT_FDCWD, "/sys", MOVE_MOUNT_F_EMPTY_PATH))
		return fail("move_mount");
	umount2("/sys/initramfs/holdfast/seal", MNT_DETACH);
	if (umount2("/sys/initramfs/holdfast", MNT_DETACH))
		return fail("umount");
	return umount2("/sys", MNT_DETACH) ? fail("umount of all") : 0;
}
