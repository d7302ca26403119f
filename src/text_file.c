// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory.h"
#include "text_file.h"

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
		/* Nothing at all is a text, too. */
		text = err ? NULL : must_copy("", 0);
		errno = err;
	}
	fclose(file);
	return text;
}
