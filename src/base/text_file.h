/* SPDX-License-Identifier: GPL-2.0 */
/* Files that are read whole, as bytes or (those of proc and sysfs) as a string. */
#ifndef HOLDFAST_BASE_TEXT_FILE_H
#define HOLDFAST_BASE_TEXT_FILE_H

#include <stdio.h>
#include <sys/types.h>

/* The file at @path below @dir, up to its first NUL; for free(). NULL with errno if it cannot be read. */
char *read_text_file(int dir, const char *path);

/*
 * Makes a stream that reads @fd, and owns it. On failure closes @fd, and returns NULL with errno. If @fd is below 0,
 * returns NULL with errno as it was.
 */
FILE *stream_of(int fd);

/*
 * Reads @fd to its end, or until more than @max bytes are read. Returns their number; *@bytes, for free(), holds them
 * with a NUL after them. A number above @max: the file is longer. -1 with errno, and *@bytes NULL: it cannot be read.
 */
ssize_t read_whole(int fd, size_t max, char **bytes);

#endif
