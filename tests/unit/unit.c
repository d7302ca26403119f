// SPDX-License-Identifier: GPL-2.0
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>

static void flush_streams(void)
{
	assert_int_equal(fflush(stdout), 0);
	assert_int_equal(fflush(stderr), 0);
}

void capture_begin(struct capture *capture, int fd)
{
	flush_streams();
	capture->fd = fd;
	capture->saved = dup(fd);
	capture->file = memfd_create("capture", MFD_CLOEXEC);
	assert_true(capture->saved >= 0 && capture->file >= 0);
	assert_int_equal(dup2(capture->file, fd), fd);
}

void capture_end(struct capture *capture, char text[CAPTURE_SIZE])
{
	ssize_t len;

	flush_streams();
	assert_int_equal(dup2(capture->saved, capture->fd), capture->fd);
	len = pread(capture->file, text, CAPTURE_SIZE - 1, 0);
	assert_in_range(len, 0, CAPTURE_SIZE - 2);
	text[len] = '\0';
	close(capture->file);
	close(capture->saved);
}

void assert_contains(const char *text, const char *part)
{
	if (!text || !strstr(text, part))
		fail_msg("'%s' is missing in: %s", part, text ? text : "nothing");
}

void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' does not belong in: %s", part, text);
}
