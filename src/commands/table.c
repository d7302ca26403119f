// SPDX-License-Identifier: GPL-2.0
#include <stddef.h>

#include "commands/commands.h"

#define POINT_TO_COMMAND(name) &name##_command,

const struct command *const commands[] = { COMMANDS(POINT_TO_COMMAND) NULL };
