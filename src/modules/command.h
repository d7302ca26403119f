/* SPDX-License-Identifier: GPL-2.0 */
/* The entry of `holdfast modules`, for the tables of both programs. */
#ifndef HOLDFAST_MODULES_COMMAND_H
#define HOLDFAST_MODULES_COMMAND_H

#include "base/options.h"

static const struct command_option modules_options[] = {
	{ .name = "all", .letter = 'a', .help = "list them all" },
	{ .name = "certificate",
	  .letter = 'c',
	  .value = "FILE",
	  .help = "look there for the signers' certificates, too" },
	OPTION_JSON,
	OPTIONS_END,
};

/* @run_: the function that runs it; @help_: its help. */
#define MODULES_COMMAND(run_, help_)                                                        \
	{                                                                                   \
		.name = "modules", .run = (run_), .operands = "[MODULE...]",                \
		.kind = OPERANDS_MODULES, .help = (help_), .options = modules_options,      \
		.summary = "Show who signed the modules, and which would fail under a lock" \
	}

#endif
