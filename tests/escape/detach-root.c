// SPDX-License-Identifier: GPL-2.0
/* detach-root [lock]: unmounts the root with all mounts on it; prints the effect on the BPF engine, or on any lock. */
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "enforces.h"

int main(int argc, char **argv)
{
	if (umount2("/", MNT_DETACH)) {
		perror("umount of /");
		return 1;
	}
	/* The kernel frees an unmounted file system a moment later. */
	sleep(2);
	if (argc > 1 && !strcmp(argv[1], "lock") ? !is_locked() : !engine_enforces())
		puts("ESCAPED");
	return 0;
}
