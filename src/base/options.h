/* SPDX-License-Identifier: GPL-2.0 */
/* The commands and their options. Help, manual and completions are made from them. */
#ifndef HOLDFAST_BASE_OPTIONS_H
#define HOLDFAST_BASE_OPTIONS_H

#include <stdbool.h>

/* An option of a command. The last one of a list has no name. */
struct command_option {
	const char *name;
	int letter;	   /* next_option() returns it; the command line knows no letters */
	const char *value; /* the name of its value; NULL: it takes none */
	bool optional;	   /* the value may be left out */
	bool required;	   /* the command needs the option */
	const char *words; /* the valid values, with blanks between; NULL: any */
	const char *help;  /* lines, with line feeds between */
};

/* What the operands of a command are, for completions. */
enum operand_kind {
	OPERANDS_NONE,
	OPERANDS_LEVELS,
	OPERANDS_REASONS,
	OPERANDS_MODULES,
	OPERANDS_FILES,
};

struct command {
	const char *name;
	/* Returns the exit status. @command: this one. */
	int (*run)(const struct command *command, int argc, char **argv);
	const char *operands; /* for the usage line; "": it takes none */
	enum operand_kind kind;
	const char *summary;
	const char *help;		      /* further lines */
	const struct command_option *options; /* NULL: none */
	const struct command *subcommands;    /* the last one has no name; NULL: none */
};

/* The program's; the last one is NULL. */
extern const struct command *const commands[];

/*
 * getopt_long() for @command, with errors that name its options. Returns the option's letter, -1 at the end, '?' after
 * an error that was reported (exit with EXIT_USAGE) and 'h' for --help (help was printed: exit with EXIT_OK).
 */
int next_option(int argc, char **argv, const struct command *command);

/* clang-format takes an initializer for a block of statements. */
// clang-format off
#define OPTION_JSON { .name = "json", .letter = 'j', .help = "print JSON" }
#define OPTIONS_END { .name = NULL }
// clang-format on

#endif
