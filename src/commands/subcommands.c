// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "base/options.h"
#include "base/report.h"
#include "base/words.h"
#include "commands/subcommands.h"

int run_subcommand(const struct command *command, int argc, char **argv)
{
	char valid[128] = "";
	int c;

	if (argc < 2 || *argv[1] == '-') {
		c = next_option(argc, argv, command);
		if (c != -1)
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
	}
	for (const struct command *s = command->subcommands; s->name; s++) {
		append_word(valid, sizeof(valid), s->name);
		if (argc < 2 || strcmp(argv[1], s->name) != 0)
			continue;
		argv[1] = argv[0];
		return s->run(s, argc - 1, argv + 1);
	}
	if (argc < 2)
		return fail_usage("%s: say what to do; valid: %s", argv[0], valid);
	return fail_usage("%s: there is no '%s'; valid: %s", argv[0], argv[1], valid);
}
