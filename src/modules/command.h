/* SPDX-License-Identifier: GPL-2.0 */
/* `holdfast modules`, as the tables of two programs have it. */
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

/* With what runs it, and its help. */
#define MODULES_COMMAND(run_, help_)                                                        \
	{                                                                                   \
		.name = "modules", .run = (run_), .operands = "[MODULE...]",                \
		.kind = OPERANDS_MODULES, .help = (help_), .options = modules_options,      \
		.summary = "Show who signed the modules, and which would fail under a lock" \
	}

#endif
