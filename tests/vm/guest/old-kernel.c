// SPDX-License-Identifier: GPL-2.0
/* old-kernel COMMAND...: runs it with a uname(2) that claims 2.6, as setarch --uname-2.6 does. */
#include <stdio.h>
#include <sys/personality.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc < 2 || personality(UNAME26) < 0)
		return 125;
	execvp(argv[1], argv + 1);
	perror(argv[1]);
	return 127;
}
