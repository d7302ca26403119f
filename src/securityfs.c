// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <unistd.h>
#include <linux/magic.h>

#include "detached_mount.h"
#include "securityfs.h"

#define SECURITYFS "/sys/kernel/security"

static int open_root(void)
{
	struct statfs fs;
	int dir;

	if (statfs(SECURITYFS, &fs) || fs.f_type != SECURITYFS_MAGIC)
		return open_detached_mount("securityfs", NULL);
	dir = open(SECURITYFS, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return dir < 0 ? -errno : dir;
}

int open_securityfs(const char *name, int flags)
{
	int dir = open_root();
	int fd;

	if (dir < 0)
		return dir;
	fd = openat(dir, name, flags | O_CLOEXEC);
	if (fd < 0)
		fd = -errno;
	close(dir);
	return fd;
}

int read_securityfs(const char *name, char *text, size_t size)
{
	int fd = open_securityfs(name, O_RDONLY);
	ssize_t len;

	if (fd < 0)
		return fd;
	len = read(fd, text, size - 1);
	if (len < 0)
		len = -errno;
	close(fd);
	if (len < 0)
		return (int)len;
	text[len] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return 0;
}
