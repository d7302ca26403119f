// SPDX-License-Identifier: GPL-2.0
/*
 * tree-namespace umount|rmdir TREE PATH: has the kernel make a mount namespace of a copy of what is at TREE (Linux 7),
 * with all mounts in it or, for rmdir, without them. There it unmounts PATH, or removes it. Prints the step that failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#ifndef OPEN_TREE_NAMESPACE
#define OPEN_TREE_NAMESPACE 2
#endif

static int fail(const char *step)
{
	printf("%s: %s\n", step, strerrorname_np(errno));
	return 1;
}

int main(int argc, char **argv)
{
	unsigned int flags = OPEN_TREE_NAMESPACE | OPEN_TREE_CLOEXEC;
	int namespace, removes;

	if (argc != 4)
		return 2;
	removes = !strcmp(argv[1], "rmdir");
	namespace = open_tree(AT_FDCWD, argv[2], removes ? flags : flags | AT_RECURSIVE);
	if (namespace < 0)
		return fail("open_tree");
	if (setns(namespace, CLONE_NEWNS))
		return fail("setns");
	if (removes)
		return rmdir(argv[3]) ? fail("rmdir") : 0;
	return umount2(argv[3], MNT_DETACH) ? fail("umount") : 0;
}
