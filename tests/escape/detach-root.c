// SPDX-License-Identifier: GPL-2.0
/* detach-root: unmounts the root with all that is on it; prints what it came to. */
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "enforces.h"

int main(void)
{
	if (umount2("/", MNT_DETACH)) {
		perror("umount of /");
		return 1;
	}
	/* What was unmounted goes when nobody looks. */
	sleep(2);
	if (!engine_enforces())
		puts("ESCAPED");
	return 0;
}
