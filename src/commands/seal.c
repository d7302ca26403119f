// SPDX-License-Identifier: GPL-2.0
/* holdfast seal: from then on the lock can only be tightened. */
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "engine/engine.h"
#include "engine/seal.h"
#include "kernel/preflight.h"
#include "lock/boot_params.h"
#include "lock/turn.h"

static const char help[] =
	"Seals the lock until the next boot. From then on levels can be raised, but nothing can be\n"
	"undone, even by root: pins and their mounts stay, no descriptor of the engine's programs, maps\n"
	"and links can be had, and kernel.ftrace_enabled stays on. Each attempt is refused, counted and\n"
	"recorded with the reason `seal`.\n";

static int print_outcome(bool json, bool changed, const struct proof *proof)
{
	json_t *array;

	if (json) {
		array = json_array();
		add_proof(array, proof);
		return print_json(json_pack("{s:b, s:b, s:o}", "sealed", 1, "changed", changed,
					    "proof", array));
	}
	printf("%s\n", changed ? "Sealed until the next boot" : "Already sealed");
	print_proof("refused", proof);
	return EXIT_OK;
}

/* Whether the kernel's command line asks for a lock; without one nothing has to be sealed. */
static bool is_asked_at_boot(void)
{
	struct boot_params params;

	read_boot_params(NULL, &params);
	return params.seal && params.level > HF_NONE;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct proof proof;
	struct engine engine;
	bool json = false, boot = false, before = false;
	int c, turn, err;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		boot |= c == 'b';
		json |= c == 'j';
	}
	if (optind < argc)
		return fail_usage("seal: no arguments, but got '%s'", argv[optind]);
	if (boot && !is_asked_at_boot())
		return EXIT_OK;
	if (preflight_user() || engine_enter_init())
		return EXIT_FAILED;
	turn = take_turn();
	if (turn < 0)
		return EXIT_FAILED;
	if (engine_open(&engine) == ENGINE_FOUND) {
		before = engine.last.state.handles_guarded;
		engine_close(&engine);
	}
	err = seal_engine(&proof);
	close(turn);
	return err ? EXIT_FAILED : print_outcome(json, !before, &proof);
}

static const struct command_option options[] = {
	{ .name = "boot",
	  .letter = 'b',
	  .help = "only if the kernel's command line asks for a lock: holdfast-seal.service\n"
		  "runs this" },
	OPTION_JSON,
	OPTIONS_END,
};

const struct command seal_command = {
	.name = "seal",
	.run = run,
	.operands = "",
	.kind = OPERANDS_NONE,
	.summary = "Make the lock final: until the next boot it only tightens",
	.help = help,
	.options = options,
};
