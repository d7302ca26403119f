// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "base/words.h"

static void print_usage(FILE *to)
{
	fputs("Usage: holdfast COMMAND [OPTION]...\n\n"
	      "Kernel lockdown that root cannot turn off, on the running kernel.\n\n",
	      to);
	for (size_t i = 0; commands[i]; i++)
		fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->summary);
	fputs("\n`holdfast COMMAND --help` says more; so do holdfast(8) and holdfast(7).\n", to);
}

static int fail_command(const char *name)
{
	char valid[512] = "";

	for (size_t i = 0; commands[i]; i++)
		append_word(valid, sizeof(valid), commands[i]->name);
	return fail_usage("there is no command '%s'; valid commands: %s", name, valid);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		print_usage(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
		print_usage(stdout);
		return finish_output(EXIT_OK);
	}
	if (!strcmp(argv[1], "--version")) {
		printf("holdfast %s%s%s\n", HF_VERSION,
		       HF_FORCE_LEVEL > HF_NONE ? ", always at least " : "",
		       HF_FORCE_LEVEL > HF_NONE ? level_name(HF_FORCE_LEVEL) : "");
		return finish_output(EXIT_OK);
	}
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return finish_output(commands[i]->run(commands[i], argc - 1, argv + 1));
	return fail_command(argv[1]);
}
