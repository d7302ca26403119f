// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "kernel/command_line.h"

bool is_kernel_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || (unsigned char)c == 0xa0;
}

/* Ends the parameter at @name with a NUL, and moves @line after it. Returns its end. */
static char *cut_param(char *name, bool in_quotes, char **line)
{
	char *end;

	for (end = name; *end && (in_quotes || !is_kernel_space(*end)); end++)
		if (*end == '"')
			in_quotes = !in_quotes;
	*line = *end ? end + 1 : end;
	*end = '\0';
	return end;
}

/* Splits a parameter at its '='; one at its start belongs to the name. Returns the value; NULL: it has none. */
static char *cut_value(char *name)
{
	char *equals = *name ? strchr(name + 1, '=') : NULL;

	if (equals)
		*equals++ = '\0';
	return equals;
}

char *next_boot_param(char **line, char **value)
{
	char *name = *line, *end;
	bool quoted;

	while (is_kernel_space(*name))
		name++;
	quoted = *name == '"';
	name += quoted;
	end = cut_param(name, quoted, line);
	if (end == name && !quoted)
		return NULL;
	*value = cut_value(name);
	if (*value && **value == '"') {
		quoted = true;
		++*value;
	}
	/* The kernel drops a closing quote only at the end. */
	if (quoted && end > (*value ? *value : name) && end[-1] == '"')
		end[-1] = '\0';
	return !*value && !strcmp(name, "--") ? NULL : name;
}

bool is_boot_param(const char *given, const char *name)
{
	for (; *given && *name; given++, name++)
		if (*given != *name && !(*given == '-' && *name == '_'))
			return false;
	return *given == *name;
}
