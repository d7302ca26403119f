// SPDX-License-Identifier: GPL-2.0
/* holdfast lock: load, attach, prove, anchor; in this order, and all of it or nothing. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "anchor.h"
#include "commands.h"
#include "engine.h"
#include "engine_load.h"
#include "foreign_programs.h"
#include "names.h"
#include "native.h"
#include "options.h"
#include "preflight.h"
#include "prove.h"
#include "report.h"
#include "residue_tally.h"
#include "seal.h"
#include "turn.h"

const char cmd_lock_help[] =
	"LEVEL is none, integrity or confidentiality. The same level again changes nothing, a lower\n"
	"one is refused. Enforcement goes on after the program has ended. Where any part of it\n"
	"cannot be had, nothing is locked, and the message says what is missing.\n\n"
	"  --native=auto  raise the kernel's own lockdown to LEVEL as well, if it has one (default)\n"
	"  --native=yes   the same, and fail where it has none\n"
	"  --native=no    leave it as it is\n"
	"  --require-clean\n"
	"                 lock only where `holdfast residue` finds nothing, and can look everywhere\n"
	"  --seal         seal it as well: see `holdfast seal --help`\n"
	"  --json         print the result as JSON\n";

enum native_wish { NATIVE_AUTO, NATIVE_YES, NATIVE_NO };

struct request {
	enum hf_level level;
	enum native_wish wish;
	bool require_clean;
	bool seal;
	bool json;
};

/* What there is before, and what becomes of it. */
struct outcome {
	bool changed;
	bool has_native;
	enum hf_level native;
	enum hf_level level;
	bool sealed;
	struct residue_tally residue;
	struct proof proof;
	struct proof seal_proof;
};

static int parse_wish(const char *text, enum native_wish *wish)
{
	static const char *const wishes[] = { "auto", "yes", "no" };

	for (unsigned int i = 0; i < 3; i++) {
		if (!strcmp(text, wishes[i])) {
			*wish = i;
			return 0;
		}
	}
	return fail("lock: --native=%s is not a choice; valid choices: auto, yes, no", text);
}

static int parse_request(int argc, char **argv, struct request *request)
{
	static const struct option options[] = { { "native", required_argument, NULL, 'n' },
						 { "require-clean", no_argument, NULL, 'c' },
						 { "seal", no_argument, NULL, 's' },
						 OPTION_JSON,
						 OPTIONS_END };
	int c;

	while ((c = next_option(argc, argv, options)) != -1) {
		if (c == 'h')
			return EXIT_OK;
		if (c == '?' || (c == 'n' && parse_wish(optarg, &request->wish)))
			return EXIT_USAGE;
		request->json |= c == 'j';
		request->require_clean |= c == 'c';
		request->seal |= c == 's';
	}
	if (optind != argc - 1)
		return fail_usage("lock: %s; see `holdfast lock --help`",
				  optind < argc ? "one level only" : "which level?");
	return parse_level(argv[optind], &request->level) ? EXIT_USAGE : -1;
}

static int read_native(const struct request *request, struct outcome *out)
{
	int err = native_read(&out->native);

	out->has_native = !err;
	if (err == -ENOENT && request->wish != NATIVE_YES)
		return 0;
	if (err)
		return fail("cannot use the kernel's own lockdown: %s%s", strerror(-err),
			    err == -ENOENT ? " (it is not built in, or lsm= leaves it out); lock "
					     "without it: --native=no" :
					     "");
	return 0;
}

static int raise_native(const struct request *request, struct outcome *out)
{
	int err;

	if (request->wish == NATIVE_NO || !out->has_native || out->native >= request->level)
		return 0;
	err = native_raise(request->level);
	if (err)
		return fail("cannot raise the kernel's own lockdown to %s: %s",
			    level_name(request->level), strerror(-err));
	out->native = request->level;
	out->changed = true;
	/* Only the record depends on it: whose refusal an event shows. */
	engine_control(HF_CONTROL_NATIVE, request->level);
	return 0;
}

static int prove_running(const struct outcome *before, enum hf_level level, struct proof *proof)
{
	struct engine engine;
	int err;

	if (engine_open(&engine) != ENGINE_FOUND)
		return fail("the engine cannot be read: %s", ENGINE_DIR);
	if (!engine_is_whole()) {
		engine_close(&engine);
		return fail("the engine at %s has been taken apart, and does not enforce; remove "
			    "the rest with `umount %s`, and lock again",
			    ENGINE_DIR, ENGINE_DIR);
	}
	err = prove_engine(&engine, level, before->native, proof);
	engine_close(&engine);
	return err;
}

static int seal_if_asked(const struct request *request, struct outcome *out)
{
	bool before = out->sealed;

	if (!request->seal)
		return 0;
	if (seal_engine(&out->seal_proof))
		return -1;
	out->sealed = true;
	out->changed |= !before;
	return 0;
}

/* An engine runs already, at out->level. */
static int raise_engine(const struct request *request, struct outcome *out)
{
	int err;

	if (request->level < out->level)
		return fail("the kernel is locked at %s, and levels only go up: %s is refused",
			    level_name(out->level), level_name(request->level));
	/* A raise that is never enforced must not succeed. */
	if (prove_running(out, out->level, &out->proof))
		return -1;
	if (request->level == out->level) {
		if (request->require_clean && residue_check(true, &out->residue))
			return -1;
		if (seal_if_asked(request, out))
			return -1;
		return request->wish == NATIVE_YES ? raise_native(request, out) : 0;
	}
	if (residue_check(request->require_clean, &out->residue))
		return -1;
	/* Only at none, and not sealed, can they have come since: everything else has refused them. */
	if (out->level == HF_NONE && !out->sealed && check_foreign_programs(request->level))
		return -1;
	if (request->level >= HF_CONFIDENTIALITY) {
		err = engine_attach_confidentiality();
		if (err)
			return fail("the engine's guard of confidentiality cannot be attached: %s",
				    strerror(-err));
	}
	err = engine_control(HF_CONTROL_RAISE, request->level);
	if (err)
		return fail("the engine refused to be raised to %s: %s", level_name(request->level),
			    strerror(-err));
	out->changed = true;
	out->level = request->level;
	if (prove_running(out, out->level, &out->proof))
		return -1;
	err = seal_if_asked(request, out) ?: raise_native(request, out);
	if (err)
		fail("the BPF engine has been raised to %s before, and stays there",
		     level_name(out->level));
	return err;
}

static int start_engine(const struct request *request, struct outcome *out)
{
	struct loaded_engine *engine;
	struct engine view;
	int err = -1;

	/* Before, because the engine then refuses a look at programs that read kernel memory. */
	if (residue_check(request->require_clean, &out->residue) ||
	    check_foreign_programs(request->level))
		return -1;
	engine = engine_load(request->level, out->native);
	if (!engine)
		return -1;
	if (engine_view(engine, &view) ||
	    prove_engine(&view, request->level, out->native, &out->proof)) {
		fail("everything was taken back; nothing is locked");
		goto cleanup;
	}
	if (engine_anchor(engine))
		goto cleanup;
	/* Last, because these are the steps that cannot be taken back. */
	if (seal_if_asked(request, out) || raise_native(request, out)) {
		engine_unanchor();
		goto cleanup;
	}
	out->changed = true;
	out->level = request->level;
	err = 0;
cleanup:
	engine_release(engine);
	return err;
}

/* One whose anchor was unmounted, or whose `lock` was killed, is gone within moments. */
static bool hidden_engine_stays(void)
{
	for (int i = 0; i < 20; i++) {
		if (!engine_is_enforcing())
			return false;
		usleep(100000);
	}
	return true;
}

static int lock_kernel(const struct request *request, struct outcome *out)
{
	struct engine engine;

	switch (engine_open(&engine)) {
	case ENGINE_FOUND:
		engine_close(&engine);
		out->level = engine.last.state.level;
		out->sealed = engine.last.state.sealed;
		return raise_engine(request, out);
	case ENGINE_ABSENT:
		/* A second one could be lower, and would hide what the first one does. */
		if (hidden_engine_stays())
			return fail("an engine of holdfast enforces already, and its anchor at %s "
				    "is not to be seen: it cannot be raised; reboot to lock anew",
				    ENGINE_DIR);
		return preflight_kernel() ?: start_engine(request, out);
	case ENGINE_FOREIGN:
		return fail("another version of holdfast has locked this kernel; use that one to "
			    "raise it, or reboot");
	case ENGINE_UNREADABLE:
		break;
	}
	return fail("%s is there and cannot be read: %m", ENGINE_DIR);
}

static int print_json_outcome(const struct outcome *out)
{
	json_t *proof = json_array();

	add_proof(proof, &out->proof);
	add_proof(proof, &out->seal_proof);
	return print_json(json_pack(
		"{s:s, s:b, s:b, s:s?, s:s, s:o, s:o, s:o}", "level", level_name(out->level),
		"changed", out->changed, "sealed", out->sealed, "native",
		out->has_native ? level_name(out->native) : NULL, "anchor", ENGINE_DIR, "proof",
		proof, "residue", residue_tally_json(&out->residue, out->residue.found),
		"residue_unknown", residue_tally_json(&out->residue, out->residue.unknown)));
}

static int print_outcome(const struct outcome *out)
{
	printf("%s at %s%s%s\n", out->changed ? "Locked" : "Already locked", colour_bold(),
	       level_name(out->level), colour_off());
	print_proof("refused", &out->proof);
	printf("  native     %s%s\n", out->has_native ? level_name(out->native) : "not available",
	       !out->has_native		? "" :
	       out->native > out->level ? " (which is higher, and counts)" :
	       out->native < out->level ? " (to raise it as well: --native=yes)" :
					  "");
	printf("  anchor     %s\n", ENGINE_DIR);
	print_residue_tally(&out->residue);
	if (out->sealed)
		puts("  sealed     until the next boot");
	if (out->seal_proof.count)
		print_proof("refused", &out->seal_proof);
	return EXIT_OK;
}

int cmd_lock(int argc, char **argv)
{
	struct request request = { .wish = NATIVE_AUTO };
	struct outcome outcome = { 0 };
	int status = parse_request(argc, argv, &request);
	int turn, err;

	if (status >= 0)
		return status;
	if (preflight_user())
		return EXIT_FAILED;
	/* An engine that is there is anchored where init sees it. */
	if (anchor_enter_init())
		return EXIT_FAILED;
	turn = take_turn();
	if (turn < 0)
		return EXIT_FAILED;
	err = read_native(&request, &outcome) ?: lock_kernel(&request, &outcome);
	close(turn);
	if (err)
		return EXIT_FAILED;
	status = finish_output(request.json ? print_json_outcome(&outcome) :
					      print_outcome(&outcome));
	/* Whoever sees that status has to know that it is not the lock which failed. */
	if (status != EXIT_OK)
		fail("the kernel is locked at %s all the same", level_name(outcome.level));
	return status;
}
