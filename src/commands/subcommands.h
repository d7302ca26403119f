/* SPDX-License-Identifier: GPL-2.0 */
/* Commands with subcommands: `holdfast policy check`. */
#ifndef HOLDFAST_COMMANDS_SUBCOMMANDS_H
#define HOLDFAST_COMMANDS_SUBCOMMANDS_H

#include "base/options.h"

/*
 * Runs the subcommand of @command that argv[1] names. Its argv[0] is the command's name, for errors and --help. Returns
 * the exit status.
 */
int run_subcommand(const struct command *command, int argc, char **argv);

#endif
