// SPDX-License-Identifier: GPL-2.0
/*
 * drop NUMBER|all COMMAND [ARG]...: runs the command without a capability, or without any, for good, like root in a
 * container.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/prctl.h>

int main(int argc, char **argv)
{
	bool all = argc > 1 && !strcmp(argv[1], "all");
	unsigned long number;

	if (argc < 3)
		return 2;
	/* A program that root executes gets the capabilities of the bounding set. */
	number = all ? 0 : strtoul(argv[1], NULL, 0);
	while (!prctl(PR_CAPBSET_DROP, number) && all)
		number++;
	if (errno && !(all && errno == EINVAL)) {
		perror("drop");
		return 125;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
