// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/utsname.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "commands/subcommands.h"
#include "engine/engine.h"
#include "ima/load.h"
#include "ima/status.h"
#include "kernel/native.h"
#include "lock/turn.h"

static const char help[] =
	"  status  Say what IMA this kernel has, and whether the rules of the level are in force.\n"
	"  policy  Print the rules that match LEVEL, as this kernel understands them, and say why a rule\n"
	"          is left out. LEVEL is the level in force by default, or else integrity.\n"
	"  load    Close IMA's keyring, so that root cannot add a key, and give the kernel these rules\n"
	"          until the next boot. Does nothing if there is a policy already.\n";

/* The kernel's IMA, and the rules for it. */
struct ima {
	enum hf_level level;
	struct ima_kernel kernel;
	struct ima_rules rules;
};

static enum hf_level level_in_force(void)
{
	enum hf_level level = HF_NONE;
	struct engine engine;

	if (native_read(&level))
		level = HF_NONE;
	if (engine_open(&engine) == ENGINE_FOUND) {
		if (engine.last.state.level > level && engine_is_enforcing())
			level = engine.last.state.level;
		engine_close(&engine);
	}
	return level == HF_NONE ? HF_INTEGRITY : level;
}

static void make_rules(struct ima *ima)
{
	struct ima_modules modules = { 0 };
	char dir[128] = "";
	struct utsname name;

	if (!uname(&name))
		snprintf(dir, sizeof(dir), "/lib/modules/%s", name.release);
	if (!ima->kernel.err && ima->kernel.appraises)
		modules = ima_count_modules(dir, ima->kernel.modsig);
	ima_make_rules(ima->level, &ima->kernel, &modules, &ima->rules);
}

static void forget(struct ima *ima)
{
	ima_free_rules(&ima->rules);
	ima_free(&ima->kernel);
}

/* Parses options, and a LEVEL if @takes_level. Returns an exit status, or -1 to go on. */
static int parse(const struct command *command, int argc, char **argv, bool *flag, bool takes_level,
		 struct ima *ima)
{
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		*flag = true;
	}
	if (argc - optind > takes_level)
		return fail_usage("ima: one argument too many: '%s'", argv[optind + takes_level]);
	if (optind == argc)
		ima->level = level_in_force();
	else if (parse_level(argv[optind], &ima->level))
		return EXIT_USAGE;
	return -1;
}

static int ima_policy(const struct command *command, int argc, char **argv)
{
	struct ima ima = { 0 };
	int status = parse(command, argc, argv, NULL, true, &ima);
	char *text;

	if (status >= 0)
		return status;
	ima_look(&ima.kernel);
	make_rules(&ima);
	text = ima_policy_text(&ima.rules);
	/* Without IMA it is unknown which rules the kernel would understand. */
	if (ima.kernel.err) {
		free(text);
		text = ima_obstacle(&ima.kernel, &ima.rules);
		fail("ima policy: %s", text);
	} else {
		printf("# holdfast ima policy %s\n%s", level_name(ima.level), text);
	}
	status = ima.kernel.err ? EXIT_FAILED : EXIT_OK;
	free(text);
	forget(&ima);
	return status;
}

static int ima_status(const struct command *command, int argc, char **argv)
{
	struct ima_keyring keyring;
	struct ima ima = { 0 };
	bool json = false;
	int status = parse(command, argc, argv, &json, false, &ima);

	if (status >= 0)
		return status;
	ima_look(&ima.kernel);
	/* This reads thousands of files, and only helps if the rules in force are known. */
	if (ima.kernel.rules)
		make_rules(&ima);
	ima_find_keyring(&keyring);
	status = EXIT_OK;
	if (json)
		status = print_json(build_ima_status(ima.level, &ima.kernel, &keyring, &ima.rules));
	else
		print_ima_status(ima.level, &ima.kernel, &keyring, &ima.rules);
	forget(&ima);
	return status;
}

static void print_plan(const struct ima *ima, const struct ima_keyring *keyring)
{
	char *text = ima_policy_text(&ima->rules);

	printf("Would load, for %s, with the keyring %s (keys: %ld):\n%s", level_name(ima->level),
	       keyring->name, keyring->keys < 0 ? 0 : keyring->keys, text);
	free(text);
}

/* Proves the policy in force: the kernel takes the keyring for good, and refuses an unsigned file. */
static int finish(const struct ima *ima, const struct ima_keyring *keyring)
{
	enum ima_proof proof = IMA_REFUSED;
	const char *what;
	bool appraises = ima_appraises(&ima->rules, NULL);

	if (appraises)
		proof = ima_prove(&ima->rules, &what);
	if (proof == IMA_NOT_REFUSED) {
		fail("ima load: the rules are loaded, and the kernel does not refuse %s", what);
		return EXIT_FAILED;
	}
	printf("Loaded the rules of %s\n", level_name(ima->level));
	if (!appraises)
		return EXIT_OK;
	printf("  refused    %s\n",
	       proof == IMA_NOTHING_LOADS ? "nothing was tried: kexec is switched off" : what);
	printf("  keyring    %s, keys: %ld%s\n", keyring->name, keyring->keys,
	       keyring->keys ? "" : " (no image can be loaded by kexec until the next boot)");
	for (unsigned int i = 0; i < ima->rules.count; i++)
		if (ima->rules.rule[i].left_out)
			printf("  left out   %s\n", ima->rules.rule[i].text);
	return EXIT_OK;
}

static int load(const struct ima *ima, bool dry_run)
{
	struct ima_keyring keyring;
	char *obstacle;

	if (geteuid()) {
		fail("ima load: only root can load a policy");
		return EXIT_FAILED;
	}
	obstacle = ima_obstacle(&ima->kernel, &ima->rules);
	if (obstacle) {
		fail("ima load: %s; nothing was changed", obstacle);
		free(obstacle);
		return EXIT_FAILED;
	}
	if (ima->kernel.rules && ima_has_rules(ima->kernel.rules, &ima->rules)) {
		printf("The rules of %s are in force already\n", level_name(ima->level));
		return EXIT_OK;
	}
	ima_find_keyring(&keyring);
	if (ima_appraises(&ima->rules, NULL) && ima_check_keyring(&keyring)) {
		fail("ima load: nothing was changed");
		return EXIT_FAILED;
	}
	if (ima_try_rules(&ima->rules)) {
		fail("ima load: nothing was changed");
		return EXIT_FAILED;
	}
	if (dry_run) {
		print_plan(ima, &keyring);
		return EXIT_OK;
	}
	if (ima_appraises(&ima->rules, NULL) && ima_close_keyring(&keyring))
		return EXIT_FAILED;
	if (ima_load_rules(&ima->rules)) {
		fail("ima load: nothing was loaded; the keyring stays closed");
		return EXIT_FAILED;
	}
	return finish(ima, &keyring);
}

static int ima_load(const struct command *command, int argc, char **argv)
{
	struct ima ima = { 0 };
	bool dry_run = false;
	int status = parse(command, argc, argv, &dry_run, true, &ima);
	int turn = -1;

	if (status >= 0)
		return status;
	/* Without root the load fails anyway, and says so; it takes no turn. */
	if (!geteuid() && !dry_run) {
		turn = take_turn();
		if (turn < 0)
			return EXIT_FAILED;
	}
	ima_look(&ima.kernel);
	make_rules(&ima);
	status = load(&ima, dry_run);
	forget(&ima);
	if (turn >= 0)
		close(turn);
	return status;
}

static const struct command_option status_options[] = { OPTION_JSON, OPTIONS_END };
static const struct command_option load_options[] = {
	{ .name = "dry-run",
	  .letter = 'n',
	  .help = "say what would be loaded, or why it cannot be, and change nothing" },
	OPTIONS_END,
};

static const struct command subcommands[] = {
	{ .name = "status", .run = ima_status, .operands = "", .options = status_options },
	{ .name = "policy", .run = ima_policy, .operands = "[LEVEL]", .kind = OPERANDS_LEVELS },
	{ .name = "load",
	  .run = ima_load,
	  .operands = "[LEVEL]",
	  .kind = OPERANDS_LEVELS,
	  .options = load_options },
	{ 0 },
};

const struct command ima_command = {
	.name = "ima",
	.run = run_subcommand,
	.operands = "",
	.summary = "Have the kernel measure and appraise what it loads",
	.help = help,
	.subcommands = subcommands,
};
