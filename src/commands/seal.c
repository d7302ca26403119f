// SPDX-License-Identifier: GPL-2.0
/* holdfast seal: from here on only tightening is possible. */
#include <stdio.h>
#include <unistd.h>

#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "engine/anchor/anchor.h"
#include "engine/engine.h"
#include "engine/seal.h"
#include "kernel/preflight.h"
#include "lock/boot_params.h"
#include "lock/turn.h"

const char cmd_seal_help[] =
	"Seals the lock until the next boot: levels can still be raised, and nothing of it can be\n"
	"undone, by root either. Its pins and their mounts cannot be removed, no descriptor of its\n"
	"programs, maps and links can be had, nor can kernel.ftrace_enabled be switched off. Each\n"
	"attempt is refused, counted and recorded, with `seal` as its reason.\n\n"
	"  --boot  only where the kernel's command line asks for it: what holdfast-seal.service runs\n"
	"  --json  print the result as JSON\n";

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

/* Where nothing was locked at its word there is nothing to seal. */
static bool is_asked_at_boot(void)
{
	struct boot_params params;

	read_boot_params(NULL, &params);
	return params.seal && params.level > HF_NONE;
}

int cmd_seal(int argc, char **argv)
{
	static const struct option options[] = { { "boot", no_argument, NULL, 'b' },
						 OPTION_JSON,
						 OPTIONS_END };
	struct proof proof;
	struct engine engine;
	bool json = false, boot = false, before = false;
	int c, turn, err;

	while ((c = next_option(argc, argv, options)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		boot |= c == 'b';
		json |= c == 'j';
	}
	if (optind < argc)
		return fail_usage("seal: no arguments, but got '%s'", argv[optind]);
	if (boot && !is_asked_at_boot())
		return EXIT_OK;
	if (preflight_user() || anchor_enter_init())
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
