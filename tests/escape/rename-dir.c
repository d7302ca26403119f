// SPDX-License-Identifier: GPL-2.0
/* rename-dir FROM TO: rename(2) itself; mv would move a folder into the other one. */
#include <stdio.h>

int main(int argc, char **argv)
{
	if (argc == 3 && !rename(argv[1], argv[2]))
		return 0;
	perror("rename");
	return 1;
}
