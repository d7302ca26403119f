// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "base/tell.h"
#include "commands/commands.h"
#include "engine/engine.h"
#include "lock/boot_params.h"
#include "lock/lock.h"
#include "lock/request_policy.h"
#include "policy/policy.h"

static const char help[] =
	"LEVEL is none, integrity or confidentiality. Without LEVEL, the policy in /etc/holdfast says\n"
	"everything: see holdfast.conf(5). The same level again changes nothing; a lower one is refused.\n"
	"A policy replaces the one in force. Once sealed, only a tighter policy is taken. The lock stays\n"
	"after the program has ended. If anything required is missing, nothing is locked, and the\n"
	"message names it.\n";

static int parse_wish(const char *text, enum native_wish *wish)
{
	for (unsigned int i = 0; native_words[i]; i++) {
		if (!strcmp(text, native_words[i])) {
			*wish = i;
			return 0;
		}
	}
	return fail("lock: --native=%s is not a choice; valid choices: auto, yes, no", text);
}

/*
 * Takes everything from the policy, because our command line has no level. @boot: requests of the kernel's command
 * line, which count, too; may be NULL. Returns as parse_request().
 */
static int apply_policy(bool audits, const struct boot_params *boot, struct lock_request *request)
{
	struct policy *policy;
	int err;

	if (audits || request->wish != NATIVE_AUTO)
		return fail_usage(
			"lock: --audit and --native need a LEVEL; without one, the policy has "
			"these settings: see holdfast.conf(5)");
	policy = policy_read("");
	if (!policy)
		return EXIT_FAILED;
	if (boot && boot->level > policy_level(policy))
		policy->level = policy->level_under_secure_boot = boot->level;
	err = request_policy(policy, request);
	policy_free(policy);
	request->seal |= boot && boot->seal;
	return err ? EXIT_FAILED : -1;
}

/*
 * Takes the kernel's command line into account. The initramfs was to lock by it, and has reported a misspelt value;
 * here such a value counts as strictly.
 */
static int apply_boot(bool audits, struct lock_request *request)
{
	struct boot_params params;

	read_boot_params(NULL, &params);
	tell_lines(ERROR, params.notes);
	if (params.level == HF_NONE && params.none) {
		tell(ERROR,
		     "NOT LOCKED, whatever the policy says: holdfast=none is on the kernel's "
		     "command line");
		return EXIT_OK;
	}
	return apply_policy(audits, &params, request);
}

static int parse_request(const struct command *command, int argc, char **argv,
			 struct lock_request *request)
{
	const char *audited = NULL;
	bool audits = false, boot = false;
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'h')
			return EXIT_OK;
		if (c == 'a') {
			audits = true;
			audited = optarg;
		}
		if (c == '?' || (c == 'n' && parse_wish(optarg, &request->wish)))
			return EXIT_USAGE;
		boot |= c == 'b';
		request->json |= c == 'j';
		request->require_clean |= c == 'c';
		request->seal |= c == 's';
		request->for_policy |= c == 'p';
	}
	if (boot && optind < argc)
		return fail_usage("lock: --boot takes no level: the policy and the kernel's "
				  "command line say it");
	if (optind == argc)
		return boot ? apply_boot(audits, request) : apply_policy(audits, NULL, request);
	if (optind != argc - 1)
		return fail_usage("lock: one level only; see `holdfast lock --help`");
	if (parse_level(argv[optind], &request->level))
		return EXIT_USAGE;
	if (audits && request->wish == NATIVE_YES)
		return fail_usage(
			"lock: --audit and --native=yes: the kernel's own lockdown knows no "
			"audit, and would refuse");
	return audits && parse_audit(audited, request->level, &request->audit) ? EXIT_USAGE : -1;
}

static int print_json_outcome(const struct lock_outcome *out)
{
	json_t *proof = json_array();

	add_proof(proof, &out->proof);
	add_proof(proof, &out->seal_proof);
	return print_json(json_pack(
		"{s:s, s:b, s:s, s:o, s:b, s:s?, s:s?, s:o, s:o, s:o}", "level",
		level_name(out->now.level), "changed", out->now.changed, "engine",
		engine_name(out->engine), "audited", audit_json(out->now.audited), "sealed",
		out->now.sealed, "native", out->has_native ? level_name(out->native) : NULL,
		"anchor", out->engine == HF_ENGINE_BPF ? ENGINE_DIR : NULL, "proof", proof,
		"residue", residue_tally_json(&out->residue, out->residue.found), "residue_unknown",
		residue_tally_json(&out->residue, out->residue.unknown)));
}

static int print_outcome(const struct lock_outcome *out)
{
	bool audits_all = out->now.audited && out->now.audited == audit_up_to(out->now.level);

	printf("%s at %s%s%s\n",
	       audits_all	? "Refusing nothing, and auditing" :
	       out->now.changed ? "Locked" :
				  "Already locked",
	       colour_bold(), level_name(out->now.level), colour_off());
	if (out->proof.count)
		print_proof("refused", &out->proof);
	if (out->now.audited) {
		printf("  audited   ");
		print_audit(out->now.audited, out->now.level);
	}
	printf("  native     %s%s\n", out->has_native ? level_name(out->native) : "not available",
	       !out->has_native		    ? "" :
	       out->native > out->now.level ? " (which is higher, and counts)" :
	       out->now.audited		    ? " (it knows no audit)" :
	       out->native < out->now.level ? " (to raise it as well: --native=yes)" :
					      "");
	printf("  anchor     %s\n",
	       out->engine == HF_ENGINE_BPF ? ENGINE_DIR : "none: it is built into the kernel");
	print_residue_tally(&out->residue);
	if (out->now.sealed)
		puts("  sealed     until the next boot");
	if (out->seal_proof.count)
		print_proof("refused", &out->seal_proof);
	return EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct lock_request request = { .wish = NATIVE_AUTO };
	struct lock_outcome outcome = { 0 };
	int status = parse_request(command, argc, argv, &request);
	int err;

	if (status >= 0)
		return status;
	err = lock_in_turn(&request, &outcome);
	free_request(&request);
	if (err)
		return EXIT_FAILED;
	status = finish_output(request.json ? print_json_outcome(&outcome) :
					      print_outcome(&outcome));
	/* The exit status must not make the caller believe that the lock failed. */
	if (status != EXIT_OK)
		fail("the kernel is locked at %s all the same", level_name(outcome.now.level));
	return status;
}

static const struct command_option options[] = {
	{ .name = "native",
	  .letter = 'n',
	  .value = "auto|yes|no",
	  .words = "auto yes no",
	  .help = "raise the kernel's own lockdown to LEVEL as well: if it has one (auto,\n"
		  "the default), always, or else fail (yes), or not at all (no)" },
	{ .name = "require-clean",
	  .letter = 'c',
	  .help = "lock only if `holdfast residue` finds nothing and can look everywhere" },
	{ .name = "seal", .letter = 's', .help = "seal it as well: see `holdfast seal --help`" },
	{ .name = "for-policy",
	  .letter = 'p',
	  .help = "with a LEVEL: load an engine that can take a policy with exceptions later" },
	{ .name = "audit",
	  .letter = 'a',
	  .value = "REASON,...",
	  .optional = true,
	  .help = "refuse nothing: record what LEVEL would refuse, until locked without\n"
		  "this option; with reasons: only these, and refuse all others" },
	{ .name = "boot",
	  .letter = 'b',
	  .help = "by the policy and the kernel's command line: holdfast.service runs this.\n"
		  "At holdfast=none nothing is locked. If the command line asks for more\n"
		  "than the policy, the command line counts: see `holdfast boot --help`" },
	OPTION_JSON,
	OPTIONS_END,
};

const struct command lock_command = {
	.name = "lock",
	.run = run,
	.operands = "[LEVEL]",
	.kind = OPERANDS_LEVELS,
	.summary = "Lock the kernel at a level; levels only go up",
	.help = help,
	.options = options,
};
