// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "report.h"

static void print_help(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(c->name, name))
			printf("Usage: holdfast %s%s%s\n\n%s.\n\n%s", c->name,
			       *c->arguments ? " " : "", c->arguments, c->summary, c->help);
}

static void list_options(const struct option *options, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (; options->name && used < size; options++)
		used += (size_t)snprintf(text + used, size - used, "%s--%s%s", used ? ", " : "",
					 options->name, options->has_arg ? "=..." : "");
}

int next_option(int argc, char **argv, const struct option *options)
{
	char valid[256];
	int c;

	opterr = 0;
	c = getopt_long(argc, argv, ":", options, NULL);
	if (c == 'h')
		print_help(argv[0]);
	if (c != '?' && c != ':')
		return c;
	list_options(options, valid, sizeof(valid));
	fail_usage("%s: %s '%s'; valid options: %s", argv[0],
		   c == ':' ? "a value is missing behind" :
		   optopt   ? "no value, or no such option:" :
			      "no such option:",
		   argv[optind - 1], valid);
	return '?';
}
