/* SPDX-License-Identifier: GPL-2.0 */
/* The commands, each in a file of its name, in the order in which help lists them. */
#ifndef HOLDFAST_COMMANDS_COMMANDS_H
#define HOLDFAST_COMMANDS_COMMANDS_H

#include "base/options.h"

// clang-format off
#define COMMANDS(COMMAND) \
	COMMAND(status) \
	COMMAND(lock) \
	COMMAND(seal) \
	COMMAND(boot) \
	COMMAND(explain) \
	COMMAND(events) \
	COMMAND(residue) \
	COMMAND(probe) \
	COMMAND(modules) \
	COMMAND(policy) \
	COMMAND(enroll) \
	COMMAND(suggest) \
	COMMAND(ima)
// clang-format on

#define DECLARE_COMMAND(name) extern const struct command name##_command;
COMMANDS(DECLARE_COMMAND)
#undef DECLARE_COMMAND

#endif
