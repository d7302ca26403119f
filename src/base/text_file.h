/* SPDX-License-Identifier: GPL-2.0 */
/* Files that are read whole: as bytes, or as a string what the kernel shows in proc and sysfs, and the like. */
#ifndef HOLDFAST_BASE_TEXT_FILE_H
#define HOLDFAST_BASE_TEXT_FILE_H

#include <stdio.h>
#include <sys/types.h>

/* The file at @path below @dir, up to its first NUL; for free(). NULL with errno where it cannot be read. */
char *read_text_file(int dir, const char *path);

/*
 * A stream that reads @fd, and has it closed, also where it cannot be had: NULL with errno then. Where @fd
 * is below 0, the same, with errno as it was.
 */
FILE *stream_of(int fd);

/*
 * Reads @fd to its end, or beyond @max bytes. Returns how many are in *@bytes, which is for free() and has a
 * NUL after them: more than @max where there are. -1 with errno where it cannot be read: *@bytes is NULL then.
 */
ssize_t read_whole(int fd, size_t max, char **bytes);

#endif
