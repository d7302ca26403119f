// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/report.h"
#include "commands/commands.h"
#include "modules/command.h"

/*
 * This command is a separate program, because its libraries would slow every lock down, and an initramfs does not need
 * them.
 */
static int run(const struct command *command, int argc, char **argv)
{
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *path;

	(void)command;
	(void)argc;
	if (len < 0) {
		fail("modules: /proc/self/exe: %m");
		return EXIT_FAILED;
	}
	self[len] = '\0';
	path = must_format("%s-modules", self);
	execv(path, argv);
	fail("modules: cannot start %s: %m", path);
	free(path);
	return EXIT_FAILED;
}

/* The other program has the help. */
const struct command modules_command = MODULES_COMMAND(run, "");
