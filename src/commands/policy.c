// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "commands/subcommands.h"
#include "lock/diff.h"
#include "policy/answer.h"
#include "policy/compile.h"
#include "policy/policy.h"
#include "policy/programs.h"
#include "policy/show.h"
#include "policy/text/msr_safe.h"

static const char help[] =
	"  check   Say what is wrong with the policy or with these files, and what its exceptions give\n"
	"          away.\n"
	"  show    Print the policy as one file, with the origin of each line.\n"
	"  diff    Say what the policy or these files would make tighter or looser than the policy in\n"
	"          force.\n"
	"  test    Say what happens if PROGRAM asks for REASON, and why. DETAIL is a register for msr, a\n"
	"          port for ioport, a path for debugfs and tracefs.\n"
	"  compile Write the policy or these files, as the built-in LSM takes them, to the file that\n"
	"          --output names. --version gives a signed policy its version.\n"
	"  import  Print an exception with the registers of an allowlist of the msr-safe driver.\n"
	"\n"
	"The policy is in /etc/holdfast and /usr/lib/holdfast: see holdfast.conf(5).\n";

/* Reads the named files, or else the system's. */
static struct policy *read_policy(int argc, char **argv)
{
	if (optind == argc)
		return policy_read("");
	return policy_read_files(argv + optind, (size_t)(argc - optind));
}

/* Runs a subcommand that takes files and no options. */
static int run_on_policy(const struct command *command, int argc, char **argv,
			 int (*run)(const struct policy *policy))
{
	int c = next_option(argc, argv, command);
	struct policy *policy;
	int err;

	if (c != -1)
		return c == 'h' ? EXIT_OK : EXIT_USAGE;
	policy = read_policy(argc, argv);
	if (!policy)
		return EXIT_FAILED;
	err = run(policy);
	policy_free(policy);
	return err ? EXIT_FAILED : EXIT_OK;
}

static int check(const struct policy *policy)
{
	if (check_programs(policy))
		return -1;
	printf("The policy is right: level %s, exceptions: %zu", level_name(policy->level),
	       policy->exception_count);
	if (policy->quiet_count)
		printf(", quiet rules: %zu", policy->quiet_count);
	putchar('\n');
	return 0;
}

static int policy_check(const struct command *command, int argc, char **argv)
{
	return run_on_policy(command, argc, argv, check);
}

static int policy_diff(const struct command *command, int argc, char **argv)
{
	return run_on_policy(command, argc, argv, print_policy_diff);
}

static int policy_show(const struct command *command, int argc, char **argv)
{
	struct policy *policy;
	bool json = false;
	int c, status = EXIT_OK;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'j')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json = true;
	}
	policy = read_policy(argc, argv);
	if (!policy)
		return EXIT_FAILED;
	if (json)
		status = print_json(build_policy_json(policy));
	else
		print_policy(policy);
	policy_free(policy);
	return status;
}

static int policy_test(const struct command *command, int argc, char **argv)
{
	int c = next_option(argc, argv, command);

	if (c != -1)
		return c == 'h' ? EXIT_OK : EXIT_USAGE;
	if (argc - optind < 2 || argc - optind > 3)
		return fail_usage("policy test: give a REASON and a PROGRAM; DETAIL may follow, a "
				  "register for msr, a port for ioport, a path for debugfs and "
				  "tracefs");
	return answer_policy(argv[optind], argv[optind + 1], argv[optind + 2]);
}

static int policy_compile(const struct command *command, int argc, char **argv)
{
	unsigned long long version = 0;
	const char *output = NULL;
	struct policy *policy;
	int c, err;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'o')
			output = optarg;
		else if (c != 'v')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		else if (!parse_version(optarg, &version))
			return fail_usage("policy compile: '%s' is no version; valid: a decimal "
					  "number up to 18446744073709551615",
					  optarg);
	}
	if (!output)
		return fail_usage("policy compile: say where the compiled policy goes: "
				  "--output=FILE");
	policy = read_policy(argc, argv);
	if (!policy)
		return EXIT_FAILED;
	err = write_compiled_policy(policy, version, output);
	policy_free(policy);
	return err ? EXIT_FAILED : EXIT_OK;
}

static int policy_import(const struct command *command, int argc, char **argv)
{
	int c = next_option(argc, argv, command);

	if (c != -1)
		return c == 'h' ? EXIT_OK : EXIT_USAGE;
	if (optind == argc || strcmp(argv[optind], "msr-safe") != 0)
		return fail_usage("policy import: there is no format '%s'; valid: msr-safe",
				  optind == argc ? "" : argv[optind]);
	if (argc - optind != 2)
		return fail_usage("policy import msr-safe: give one FILE, an allowlist");
	return import_msr_safe(argv[optind + 1]);
}

static const struct command_option show_options[] = { OPTION_JSON, OPTIONS_END };
static const struct command_option compile_options[] = {
	{ .name = "output",
	  .letter = 'o',
	  .value = "FILE",
	  .required = true,
	  .help = "where the compiled policy goes" },
	{ .name = "version",
	  .letter = 'v',
	  .value = "N",
	  .help = "its version, 0 to 18446744073709551615; the default is 0" },
	OPTIONS_END,
};

static const struct command subcommands[] = {
	{ .name = "check", .run = policy_check, .operands = "[FILE...]", .kind = OPERANDS_FILES },
	{ .name = "show",
	  .run = policy_show,
	  .operands = "[FILE...]",
	  .kind = OPERANDS_FILES,
	  .options = show_options },
	{ .name = "diff", .run = policy_diff, .operands = "[FILE...]", .kind = OPERANDS_FILES },
	{ .name = "test",
	  .run = policy_test,
	  .operands = "REASON PROGRAM [DETAIL]",
	  .kind = OPERANDS_REASONS },
	{ .name = "compile",
	  .run = policy_compile,
	  .operands = "[FILE...]",
	  .kind = OPERANDS_FILES,
	  .options = compile_options },
	{ .name = "import",
	  .run = policy_import,
	  .operands = "msr-safe FILE",
	  .kind = OPERANDS_FILES },
	{ 0 },
};

const struct command policy_command = {
	.name = "policy",
	.run = run_subcommand,
	.operands = "",
	.summary = "Check and show the policy, and say what it decides",
	.help = help,
	.subcommands = subcommands,
};
