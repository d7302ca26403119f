/* SPDX-License-Identifier: GPL-2.0 */
/* What the commands' command lines have in common. */
#ifndef HOLDFAST_BASE_OPTIONS_H
#define HOLDFAST_BASE_OPTIONS_H

#include <getopt.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* returns the exit status */
	const char *arguments;		   /* for the usage line */
	const char *summary;
	const char *help; /* options and what there is to know, behind the usage line */
};

/* The table, ended by an entry without a name. */
extern const struct command commands[];

/*
 * getopt_long() with errors that name the command's valid options. Returns the option's `val`,
 * -1 at the end, '?' after an error that was reported (exit with EXIT_USAGE) and 'h' for --help
 * (print_help() was called: exit with EXIT_OK). @options has to end with OPTIONS_END.
 */
int next_option(int argc, char **argv, const struct option *options);

/* Options that every command has. */
/* As it is: clang-format takes an initializer for a block of statements. */
// clang-format off
#define OPTION_JSON { "json", no_argument, NULL, 'j' }
#define OPTIONS_END { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 }
// clang-format on

#endif
