// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"
#include "base/tell.h"

void tell(enum urgency urgency, const char *message)
{
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	char text[600];
	int len;

	/*
	 * One write is one message, and one without a newline waits for the next. dprintf() does not work here,
	 * because it seeks.
	 */
	len = snprintf(text, sizeof(text), "<%u>holdfast: %.512s\n", urgency, message);
	if (fd >= 0) {
		if (write(fd, text, (size_t)len) < 0)
			fail("cannot write to /dev/kmsg: %m");
		close(fd);
	}
	if (urgency != NOTICE)
		fail("%s", message);
}

void tell_lines(enum urgency urgency, char *text)
{
	char *rest = text;
	char *line;

	while ((line = strsep(&rest, "\n"))) {
		if (!strncmp(line, "holdfast: ", 10))
			line += 10;
		if (*line)
			tell(urgency, line);
	}
}
