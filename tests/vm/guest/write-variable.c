// SPDX-License-Identifier: GPL-2.0
/*
 * write-variable FILE ATTRIBUTES TEXT: writes an EFI variable by its file in efivarfs, even if that is immutable
 * (FS_IMMUTABLE_FL). ATTRIBUTES is a number; without TEXT the variable is deleted. Prints "ok" or the errno's name.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/fs.h>
#include <sys/ioctl.h>

#include "ways.h"

static int make_mutable(const char *path)
{
	int none = 0, fd = open(path, O_RDONLY | O_CLOEXEC);
	int err = fd < 0 || ioctl(fd, FS_IOC_SETFLAGS, &none) ? errno : 0;

	close(fd);
	return err;
}

static int write_variable(const char *path, unsigned int attributes, const char *text)
{
	char bytes[256];
	size_t len = sizeof(attributes) + strlen(text);
	int fd;

	if (len > sizeof(bytes))
		return E2BIG;
	memcpy(bytes, &attributes, sizeof(attributes));
	memcpy(bytes + sizeof(attributes), text, strlen(text));
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	return fd < 0 || write(fd, bytes, len) != (ssize_t)len ? errno : 0;
}

int main(int argc, char **argv)
{
	int err;

	if (argc < 3)
		return 2;
	err = make_mutable(argv[1]);
	if (!err || err == ENOENT)
		err = argc == 3 ? (unlink(argv[1]) ? errno : 0) :
				  write_variable(argv[1], (unsigned int)strtoul(argv[2], NULL, 0),
						 argv[3]);
	print_result(err);
	return 0;
}
