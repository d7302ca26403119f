// SPDX-License-Identifier: GPL-2.0
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/options.h"
#include "base/report.h"
#include "base/words.h"

static void print_help(const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(c->name, name))
			printf("Usage: holdfast %s%s%s\n\n%s.\n\n%s", c->name,
			       *c->arguments ? " " : "", c->arguments, c->summary, c->help);
}

static void list_options(const struct option *options, char *text, size_t size)
{
	char word[64];

	*text = '\0';
	for (; options->name; options++) {
		snprintf(word, sizeof(word), "--%s%s", options->name,
			 options->has_arg ? "=..." : "");
		append_word(text, size, word);
	}
}

/* Whether @arg is "--NAME=VALUE" for the option that returns @val, whose NAME may be cut short. */
static bool gives_value(const char *arg, const struct option *options, int val)
{
	size_t len = strcspn(arg, "=");

	if (len < 3 || arg[len] != '=')
		return false;
	for (; options->name; options++)
		if (options->val == val && !strncmp(arg + 2, options->name, len - 2))
			return true;
	return false;
}

/* getopt_long() takes the beginning of a name for the name: what was meant is not what was written. */
static bool is_whole(const char *arg, const struct option *option)
{
	size_t len = strlen(option->name);

	return !strncmp(arg + 2, option->name, len) && (!arg[2 + len] || arg[2 + len] == '=');
}

int next_option(int argc, char **argv, const struct option *options)
{
	char valid[256], letter[3] = "-?";
	const char *problem = "no such option:";
	const char *arg;
	int which = 0;
	int c;

	opterr = 0;
	c = getopt_long(argc, argv, ":", options, &which);
	if (c == -1)
		return c;
	/* The option is the last argument read, or the one before its value. */
	arg = argv[optind - 1];
	if (c != '?' && c != ':') {
		if (options[which].has_arg && optarg == arg)
			arg = argv[optind - 2];
		if (is_whole(arg, &options[which])) {
			if (c == 'h')
				print_help(argv[0]);
			return c;
		}
		optopt = 0;
	}
	if (c == ':') {
		problem = "a value is missing behind";
	} else if (optopt && gives_value(arg, options, optopt)) {
		problem = "no value belongs behind";
	} else if (optopt) {
		/* A letter, of which we know none; others may follow it in the same argument. */
		letter[1] = (char)optopt;
		arg = letter;
	}
	list_options(options, valid, sizeof(valid));
	fail_usage("%s: %s '%s'; valid options: %s", argv[0], problem, arg, valid);
	return '?';
}
