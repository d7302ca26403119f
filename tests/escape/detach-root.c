// SPDX-License-Identifier: GPL-2.0
/* detach-root [lock]: unmounts the root with all that is on it; prints what it came to, of the BPF engine or any lock. */
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
	/* What was unmounted goes when nobody looks. */
	sleep(2);
	if (argc > 1 && !strcmp(argv[1], "lock") ? !is_locked() : !engine_enforces())
		puts("ESCAPED");
	return 0;
}
