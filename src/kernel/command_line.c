// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "kernel/command_line.h"

bool is_kernel_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (unsigned char)c == 0xa0;
}

char *next_boot_param(char **line, char **value)
{
	char *name = *line, *equals = NULL, *end;
	bool quoted, in_quotes;

	while (is_kernel_space(*name))
		name++;
	quoted = in_quotes = *name == '"';
	name += quoted;
	for (end = name; *end && (in_quotes || !is_kernel_space(*end)); end++) {
		if (*end == '=' && !equals && end > name)
			equals = end;
		else if (*end == '"')
			in_quotes = !in_quotes;
	}
	*line = *end ? end + 1 : end;
	*end = '\0';
	if (end == name && !quoted)
		return NULL;
	/* The closing quote is the last character, if it is one at all. */
	if (equals)
		*equals++ = '\0';
	if ((quoted || (equals && *equals == '"')) && end > name && end[-1] == '"' &&
	    end - 1 != equals)
		end[-1] = '\0';
	*value = equals && *equals == '"' ? equals + 1 : equals;
	return !equals && !strcmp(name, "--") ? NULL : name;
}

bool is_boot_param(const char *given, const char *name)
{
	for (; *given && *name; given++, name++)
		if (*given != *name && !(*given == '-' && *name == '_'))
			return false;
	return *given == *name;
}
