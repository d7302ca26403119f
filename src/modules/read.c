// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/text_file.h"
#include "modules/read.h"
#include "modules/unpack.h"

/* Does not rely on the size: a file may grow, and those of sysfs do not have their true size. */
static const char *read_all(int fd, struct bytes *bytes)
{
	char *data;
	ssize_t size = read_whole(fd, BYTES_MAX, &data);

	if (size < 0)
		return strerror(errno);
	bytes->data = (unsigned char *)data;
	bytes->size = (size_t)size;
	return bytes->size > BYTES_MAX ? "too large" : NULL;
}

static const char *read_regular(int fd, struct bytes *bytes)
{
	struct stat st;

	if (fstat(fd, &st))
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return "not a regular file";
	if (st.st_size < 0 || (size_t)st.st_size > BYTES_MAX)
		return "too large";
	return read_all(fd, bytes);
}

const char *read_bytes(const char *path, struct bytes *bytes)
{
	/* O_NONBLOCK: does not wait for the other end of a FIFO. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	const char *why;

	memset(bytes, 0, sizeof(*bytes));
	if (fd < 0)
		return strerror(errno);
	why = read_regular(fd, bytes);
	close(fd);
	if (!why)
		why = unpack(bytes);
	if (why)
		free_bytes(bytes);
	return why;
}
