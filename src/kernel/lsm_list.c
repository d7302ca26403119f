// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kernel/lsm_list.h"
#include "kernel/securityfs.h"

/* Returns the name at or after @at, with its length in @len, or NULL at the end. */
static const char *next_name(const char *at, size_t *len)
{
	at += strspn(at, ",");
	*len = strcspn(at, ",");
	return *len ? at : NULL;
}

static bool is_name(const char *at, size_t len, const char *name)
{
	return len == strlen(name) && !strncmp(at, name, len);
}

bool lsm_is_listed(const char *list, const char *name)
{
	const char *at = list;
	size_t len;

	for (; (at = next_name(at, &len)); at += len)
		if (is_name(at, len, name))
			return true;
	return false;
}

void lsm_add_bpf(const char *list, char *line, size_t size)
{
	const char *at = list;
	size_t used = 0;
	size_t len;

	for (; (at = next_name(at, &len)) && used < size; at += len)
		if (!is_name(at, len, "capability"))
			used += (size_t)snprintf(line + used, size - used, "%.*s,", (int)len, at);
	if (used < size)
		snprintf(line + used, size - used, "bpf");
}

bool builtin_is_there(void)
{
	int fd = open_securityfs(BUILTIN_FOLDER "version", O_RDONLY);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}
