// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "base/words.h"
#include "commands/commands.h"
#include "modules/command.h"

const struct command commands[] = {
	{ "status", cmd_status, "[--json]", "Show what is enforced, by what, and since when",
	  cmd_status_help },
	{ "lock", cmd_lock, "LEVEL [--native=auto|yes|no] [--require-clean] [--seal] [--json]",
	  "Lock the kernel at a level; levels only go up", cmd_lock_help },
	{ "seal", cmd_seal, "[--boot] [--json]",
	  "Make the lock final: until the next boot it only tightens", cmd_seal_help },
	{ "boot", cmd_boot, "[--check]",
	  "Lock as the kernel's command line says; for the initramfs", cmd_boot_help },
	{ "explain", cmd_explain, "[REASON...] [--json]",
	  "Explain what a reason stops, at which level, and who needs it", cmd_explain_help },
	{ "events", cmd_events, "[--all] [--follow] [--json]", "Show who was stopped",
	  cmd_events_help },
	{ "residue", cmd_residue, "[--json]",
	  "Show what was opened or loaded before, and reaches the kernel", cmd_residue_help },
	{ "probe", cmd_probe, "[REASON...] [--intrusive] [--json]",
	  "Try each way into the kernel, and show which are open", cmd_probe_help },
	/* With a help of its own. */
	{ MODULES_COMMAND, cmd_modules, MODULES_ARGUMENTS, MODULES_SUMMARY, "" },
	{ "policy", cmd_policy,
	  "check [FILE...] | show [FILE...] [--json] | diff [FILE...] |\n"
	  "                       test REASON PROGRAM [DETAIL] |\n"
	  "                       compile [--version=N] --output=FILE [FILE...] |\n"
	  "                       import msr-safe FILE",
	  "Check and show the policy, and say what it answers", cmd_policy_help },
	{ "enroll", cmd_enroll, "PROGRAM [NAME] [--libraries]",
	  "Have the kernel verify a program, for an exception of the policy", cmd_enroll_help },
	{ "suggest", cmd_suggest, "[--denied] [--since=TIME] [FILE...]",
	  "Suggest exceptions that cover what was recorded", cmd_suggest_help },
	{ "ima", cmd_ima, "status [--json] | policy [LEVEL] | load [LEVEL] [--dry-run]",
	  "Have the kernel measure and appraise what it loads", cmd_ima_help },
	{ 0 },
};

static void print_usage(FILE *to)
{
	fputs("Usage: holdfast COMMAND [OPTION]...\n\n"
	      "Kernel lockdown that root cannot turn off, on the kernel that is running.\n\n",
	      to);
	for (const struct command *c = commands; c->name; c++)
		fprintf(to, "  %-9s %s\n", c->name, c->summary);
	fputs("\n`holdfast COMMAND --help` says more; so do holdfast(8) and holdfast(7).\n", to);
}

static int fail_command(const char *name)
{
	char valid[512] = "";

	for (const struct command *c = commands; c->name; c++)
		append_word(valid, sizeof(valid), c->name);
	return fail_usage("there is no command '%s'; valid commands: %s", name, valid);
}

/*
 * Started with a standard stream closed, the next file that is opened would get its number, and
 * our output with it: a probe's /dev/mem, say. An O_PATH descriptor fails each write, as none does.
 */
static void keep_streams_apart(void)
{
	int fd;

	do
		fd = open("/", O_PATH | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

int main(int argc, char **argv)
{
	keep_streams_apart();
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
	for (const struct command *c = commands; c->name; c++)
		if (!strcmp(argv[1], c->name))
			return finish_output(c->run(argc - 1, argv + 1));
	return fail_command(argv[1]);
}
