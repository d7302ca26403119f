// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/report.h"
#include "lock/turn.h"

int take_turn(void)
{
	int fd = open("/run/holdfast.lock", O_RDONLY | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0 && !flock(fd, LOCK_EX))
		return fd;
	fail("cannot take /run/holdfast.lock: %m");
	if (fd >= 0)
		close(fd);
	return -1;
}
