// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>

#include "base/report.h"
#include "base/text_file.h"
#include "lock/boot_record.h"

int write_boot_record(const char *outcome, const char *words)
{
	int fd = open(BOOT_RECORD, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	int err = fd < 0 || dprintf(fd, "%s\n%s", outcome, words) < 0;

	if (err)
		fail("the result of the boot cannot be recorded: " BOOT_RECORD ": %m");
	if (fd >= 0)
		close(fd);
	return err ? -1 : 0;
}

char *read_boot_record(void)
{
	char *text = read_text_file(AT_FDCWD, BOOT_RECORD);

	return text || errno != ENOENT ? text : strdup("");
}
