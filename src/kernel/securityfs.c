// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/magic.h>
#include <linux/openat2.h>

#include "kernel/detached_mount.h"
#include "kernel/securityfs.h"

#define SECURITYFS "/sys/kernel/security"

/* The kernel's simple_fill_super() gives the root the first inode number. */
#define ROOT_INODE 1

/* Opens it if its root is mounted there; a bind mount may show only a part of it. */
static int open_mounted(void)
{
	int dir = open(SECURITYFS, O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct statfs fs;
	struct stat root;

	if (dir >= 0 && !fstatfs(dir, &fs) && fs.f_type == SECURITYFS_MAGIC && !fstat(dir, &root) &&
	    root.st_ino == ROOT_INODE)
		return dir;
	if (dir >= 0)
		close(dir);
	return -ENOENT;
}

/* Crosses no mount: root may have mounted something over one of its files. */
static int open_below(int dir, const char *name, int flags)
{
	struct open_how how = { .flags = (unsigned int)flags | O_CLOEXEC,
				.resolve = RESOLVE_NO_XDEV };
	int fd = (int)syscall(SYS_openat2, dir, name, &how, sizeof(how));

	if (fd < 0)
		fd = -errno;
	close(dir);
	return fd;
}

int open_securityfs(const char *name, int flags)
{
	int dir = open_mounted();
	int fd = dir < 0 ? -EXDEV : open_below(dir, name, flags);

	if (fd != -EXDEV)
		return fd;
	dir = open_detached_mount("securityfs", NULL);
	return dir < 0 ? dir : open_below(dir, name, flags);
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

int write_securityfs(const char *name, const void *bytes, size_t size)
{
	int fd = open_securityfs(name, O_WRONLY);
	int err = 0;

	if (fd < 0)
		return fd;
	if (write(fd, bytes, size) < 0)
		err = -errno;
	close(fd);
	return err;
}
