// SPDX-License-Identifier: GPL-2.0
/* in-cgroup-namespace COMMAND...: runs it in a new cgroup namespace, which busybox's unshare cannot make. */
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc > 1 && !unshare(CLONE_NEWCGROUP))
		execvp(argv[1], argv + 1);
	perror("in-cgroup-namespace");
	return 1;
}
