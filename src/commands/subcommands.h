/* SPDX-License-Identifier: GPL-2.0 */
/* Commands that do one of several things: `holdfast policy check`. */
#ifndef HOLDFAST_COMMANDS_SUBCOMMANDS_H
#define HOLDFAST_COMMANDS_SUBCOMMANDS_H

struct subcommand {
	const char *name;
	int (*run)(int argc, char **argv);
};

/*
 * Runs the one of @subcommands, ended by an entry without a name, that argv[1] names, with argv[0] the
 * command's: errors and --help name that. Returns the exit status.
 */
int run_subcommand(int argc, char **argv, const struct subcommand *subcommands);

#endif
