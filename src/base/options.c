// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/options.h"
#include "base/report.h"
#include "base/words.h"

/* The most options that a command has, and --help. */
#define OPTIONS_MAX 16

/* The width of a usage line, and the column where the next line begins. */
#define WIDTH	    79
#define NEXT_COLUMN 15

/* Prints the next word of a usage line, which has reached *@column. */
__attribute__((format(printf, 2, 3))) static void print_word(int *column, const char *format, ...)
{
	char word[128];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(word, sizeof(word), format, args);
	va_end(args);
	if (*column + 1 + len > WIDTH) {
		printf("\n%*s", NEXT_COLUMN - 1, "");
		*column = NEXT_COLUMN - 1;
	}
	*column += printf(" %s", word);
}

static void print_option(int *column, const struct command_option *option)
{
	if (!option->value)
		print_word(column, "[--%s]", option->name);
	else if (option->required)
		print_word(column, "--%s=%s", option->name, option->value);
	else if (option->optional)
		print_word(column, "[--%s[=%s]]", option->name, option->value);
	else
		print_word(column, "[--%s=%s]", option->name, option->value);
}

static void print_usage_line(const char *before, const struct command *parent,
			     const struct command *command)
{
	int column = printf("%sholdfast", before);

	if (parent)
		print_word(&column, "%s", parent->name);
	print_word(&column, "%s", command->name);
	if (*command->operands)
		print_word(&column, "%s", command->operands);
	for (const struct command_option *o = command->options; o && o->name; o++)
		print_option(&column, o);
	putchar('\n');
}

/* A line for each subcommand. */
static void print_synopsis(const struct command *command)
{
	const char *before = "Usage: ";

	if (!command->subcommands)
		print_usage_line(before, NULL, command);
	for (const struct command *s = command->subcommands; s && s->name; s++) {
		print_usage_line(before, command, s);
		before = "       ";
	}
}

/* The column where an option's text begins. */
#define TEXT_COLUMN 20

static void print_option_help(const struct command_option *option)
{
	const char *line = option->help;
	int used = printf("  --%s", option->name);

	if (option->value)
		used += printf(option->optional ? "[=%s]" : "=%s", option->value);
	if (used > TEXT_COLUMN - 2) {
		putchar('\n');
		used = 0;
	}
	for (; *line; line += strcspn(line, "\n"), line += *line == '\n', used = 0)
		printf("%*s%.*s\n", TEXT_COLUMN - used, "", (int)strcspn(line, "\n"), line);
}

static void print_options_help(const struct command_option *options)
{
	for (; options && options->name; options++)
		print_option_help(options);
}

/* A subcommand's help is that of the whole command. */
static void print_help(const char *name)
{
	for (size_t i = 0; commands[i]; i++) {
		const struct command *command = commands[i];

		if (strcmp(command->name, name) != 0)
			continue;
		print_synopsis(command);
		printf("\n%s.\n\n%s\n", command->summary, command->help);
		print_options_help(command->options);
		for (const struct command *s = command->subcommands; s && s->name; s++)
			print_options_help(s->options);
	}
}

/* @options: room for OPTIONS_MAX. --help is the last one. */
static void list_getopt_options(const struct command *command, struct option *options)
{
	static const struct option last = { "help", no_argument, NULL, 'h' };
	const struct command_option *from = command->options;
	size_t count = 0;

	for (; from && from[count].name && count < OPTIONS_MAX - 2; count++)
		options[count] = (struct option){
			.name = from[count].name,
			.has_arg = !from[count].value	? no_argument :
				   from[count].optional ? optional_argument :
							  required_argument,
			.val = from[count].letter,
		};
	options[count++] = last;
	options[count] = (struct option){ 0 };
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

/* getopt_long() accepts abbreviations. We do not: the user may have meant another option. */
static bool is_whole(const char *arg, const struct option *option)
{
	size_t len = strlen(option->name);

	return !strncmp(arg + 2, option->name, len) && (!arg[2 + len] || arg[2 + len] == '=');
}

int next_option(int argc, char **argv, const struct command *command)
{
	struct option options[OPTIONS_MAX];
	char valid[256], letter[3] = "-?";
	const char *problem = "no such option:";
	const char *arg;
	int which = 0;
	int c;

	list_getopt_options(command, options);
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
		problem = "a value is missing after";
	} else if (optopt && gives_value(arg, options, optopt)) {
		problem = "no value is allowed after";
	} else if (optopt) {
		/* We have no letters; an unknown one may be followed by others in the same argument. */
		letter[1] = (char)optopt;
		arg = letter;
	}
	list_options(options, valid, sizeof(valid));
	fail_usage("%s: %s '%s'; valid options: %s", argv[0], problem, arg, valid);
	return '?';
}
