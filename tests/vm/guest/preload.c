// SPDX-License-Identifier: GPL-2.0
/* A library for LD_PRELOAD, which reports that it was loaded. */
#include <unistd.h>

__attribute__((constructor)) static void say(void)
{
	if (write(STDOUT_FILENO, "preloaded ", 10) < 0)
		_exit(1);
}
