/* SPDX-License-Identifier: GPL-2.0 */
/* Commands that do one of several things: `holdfast policy check`. */
#ifndef HOLDFAST_COMMANDS_SUBCOMMANDS_H
#define HOLDFAST_COMMANDS_SUBCOMMANDS_H

#include "base/options.h"

/*
 * Runs the subcommand of @command that argv[1] names, with argv[0] the command's: errors and --help name that.
 * Returns the exit status.
 */
int run_subcommand(const struct command *command, int argc, char **argv);

#endif
