// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text_file.h"

FILE *stream_of(int fd)
{
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	int err = errno;

	if (fd >= 0 && !file) {
		close(fd);
		errno = err;
	}
	return file;
}

char *read_text_file(int dir, const char *path)
{
	FILE *file = stream_of(openat(dir, path, O_RDONLY | O_CLOEXEC));
	char *text = NULL;
	size_t size = 0;

	if (!file)
		return NULL;
	errno = 0;
	if (getdelim(&text, &size, '\0', file) < 0) {
		int err = ferror(file) ? errno : 0;

		free(text);
		/* An empty file is a text, too. */
		text = err ? NULL : must_copy("", 0);
		errno = err;
	}
	fclose(file);
	return text;
}

ssize_t read_whole(int fd, size_t max, char **bytes)
{
	size_t size = 0, room = 4096;
	ssize_t len = 1;

	*bytes = must_resize(NULL, room + 1);
	while (len && size <= max) {
		if (size == room) {
			room *= 2;
			*bytes = must_resize(*bytes, room + 1);
		}
		len = read(fd, *bytes + size, room - size);
		if (len < 0 && errno != EINTR) {
			int err = errno;

			free(*bytes);
			*bytes = NULL;
			errno = err;
			return -1;
		}
		size += len > 0 ? (size_t)len : 0;
	}
	(*bytes)[size] = '\0';
	return (ssize_t)size;
}
