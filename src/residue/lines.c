// SPDX-License-Identifier: GPL-2.0
/* The lines of the kernel that the look for residue reads. */
#include <stdio.h>
#include <string.h>

#include "residue/lines.h"

int parse_mapping(const char *line, struct mapping *mapping)
{
	return sscanf(line, "%lx-%lx %*4s %*x %x:%x %llu", &mapping->start, &mapping->end,
		      &mapping->major, &mapping->minor, &mapping->inode) == 5 ?
		       0 :
		       -1;
}

int parse_mount_type(const char *line, unsigned int *major, unsigned int *minor, char *type)
{
	const char *rest = strstr(line, " - ");

	*type = '\0';
	if (!rest || sscanf(line, "%*u %*u %u:%u", major, minor) != 2)
		return -1;
	return sscanf(rest, " - %31s", type) == 1 ? 0 : -1;
}

int parse_fdinfo(const char *text, const char *key, unsigned int *value, int base)
{
	size_t len = strlen(key);

	while (strncmp(text, key, len) || text[len] != ':') {
		text = strchr(text, '\n');
		if (!text++)
			return -1;
	}
	return sscanf(text + len + 1, base == 8 ? "%o" : "%u", value) == 1 ? 0 : -1;
}

int parse_kprobe(const char *line, char *symbol)
{
	return sscanf(line, "%*s %*31s %127s", symbol) == 1 ? 0 : -1;
}

int find_misc_minor(const char *text, const char *name, unsigned int *minor)
{
	char found[64];
	unsigned int number;

	for (; text && *text; text = strchr(text, '\n')) {
		text += *text == '\n';
		if (sscanf(text, "%u %63s", &number, found) == 2 && !strcmp(found, name)) {
			*minor = number;
			return 0;
		}
	}
	return -1;
}
