// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "names.h"
#include "native.h"
#include "securityfs.h"

/* The file reads "none [integrity] confidentiality". */
int native_read(enum hf_level *level)
{
	char text[128];
	int err = read_securityfs("lockdown", text, sizeof(text));

	if (err)
		return err;
	for (unsigned int l = HF_NONE; l < HF_LEVELS; l++) {
		const char *name = level_name(l);
		char *open = strchr(text, '[');

		if (open && !strncmp(open + 1, name, strlen(name)) &&
		    open[1 + strlen(name)] == ']') {
			*level = l;
			return 0;
		}
	}
	return -EBADMSG;
}

int native_raise(enum hf_level level)
{
	const char *name = level_name(level);
	int fd = open_securityfs("lockdown", O_WRONLY);
	int err = 0;

	if (fd < 0)
		return fd;
	if (write(fd, name, strlen(name)) < 0)
		err = -errno;
	close(fd);
	return err;
}
