// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "kernel/iommu.h"
#include "kernel/secure_boot.h"
#include "policy/audit.h"
#include "report/status.h"

static const char help[] =
	"Works on any kernel, locked or not, and as any user. Exits with 1 if an engine of Holdfast is\n"
	"loaded and does not enforce, or if it or its record cannot be read.\n";

/* Prints the policy's deviations from the level, for everybody or for some programs. */
static void print_policy(const struct status *status)
{
	const struct hf_policy *policy = hf_policy_of(status->state);
	enum hf_level level = status->state->level;

	if (audited_at(status, level)) {
		printf("Audited     ");
		print_audit(audited_at(status, level), level);
	}
	if (allowed_at(status, level)) {
		printf("Allowed     ");
		print_audit(allowed_at(status, level), level);
	}
	if (policy->exceptions)
		printf("Exceptions   %u\n", policy->exceptions);
	if (policy->unverified)
		printf("             %s%u bound to a path alone: any root process can have %s%s\n",
		       colour_red(), policy->unverified, policy->unverified > 1 ? "them" : "it",
		       colour_off());
	if (policy->quiet || status->state->quiet) {
		printf("Quiet        %u rule%s", policy->quiet, policy->quiet == 1 ? "" : "s");
		/* The built-in engine counts them among all refusals without a record. */
		if (status->engine.kind == HF_ENGINE_BPF)
			printf("; refused and not recorded: %llu", status->state->quiet);
		putchar('\n');
	}
	if (status->engine.policy_version)
		printf("Version      %llu, of the policy\n", status->engine.policy_version);
}

static void print_anchor(const struct status *status)
{
	const char *path = anchor_path();

	if (status->engine.kind == HF_ENGINE_BPF)
		printf("Anchor       %s\n", path ? path : "none");
	if (path)
		printf("             %s\n",
		       engine_is_hidden(status->state) ? "hidden: nobody can reach it" :
		       status->state->sealed	       ? "visible: guarded by the seal" :
							 "visible: root can remove it, unless it "
							 "is sealed");
	if (status->guards.by_name)
		puts("             its guards are seen by their names: only root may look at them");
	if (status->strangers)
		printf("             %s%u in it that the engine did not put there: links, "
		       "folders, or pins%s\n",
		       colour_red(), status->strangers, colour_off());
}

static void print_levels(const struct status *status)
{
	const char *level = engine_level(status);

	printf("Level        %s%s%s%s\n", colour_bold(),
	       level_is_known(status) ? "" : "unknown, at least ", level_name(status->effective),
	       colour_off());
	printf("Native       %s\n", !status->native_err		  ? level_name(status->native) :
				    status->native_err == -ENOENT ? "not available" :
								    strerror(-status->native_err));
	printf("%-11s  %s%s%s%s%s\n", status->engine.kind == HF_ENGINE_LSM ? "Built-in" : "BPF",
	       is_healthy(status) ? "" : colour_red(), describe_engine(status), level ? " at " : "",
	       level ? level : "", colour_off());
}

static void print_seal(const struct status *status)
{
	if (status->presence == ENGINE_FOUND)
		printf("Sealed       %s\n", status->state->sealed ? "until the next boot" : "no");
	if (status->state->sealed && !status->state->handles_guarded)
		printf("             %sroot can still unmount the anchor's handles, which read and "
		       "raise it: `holdfast seal`%s\n",
		       colour_red(), colour_off());
}

/* Prints properties of the machine on which the lock depends. */
static void print_machine(void)
{
	struct iommu_state iommu;

	printf("Secure Boot  %s\n", secure_boot_state());
	read_iommu_state(&iommu);
	printf("IOMMU        translates for %u of %u PCI devices\n", iommu.translated,
	       iommu.devices);
}

static void print_summary(const struct status *status)
{
	print_levels(status);
	print_policy(status);
	print_anchor(status);
	print_seal(status);
	print_machine();
	if (status->presence == ENGINE_FOUND)
		printf("Events lost  %llu\n", status->state->lost);
	if (status->state->looks)
		printf("Looks        %llu, refused; they undo nothing: `holdfast events --all`\n",
		       status->state->looks);
}

static void print_rows(const struct status *status)
{
	struct row row;

	printf("\n%-21s  %-15s  %-7s  %-20s  %8s  %8s  %8s\n", "REASON", "LEVEL", "VERDICT",
	       "SINCE", "ALLOWED", "AUDITED", "DENIED");
	for (unsigned int slot = 0; slot < HF_SLOTS; slot++) {
		if (!build_row(status, slot, &row))
			continue;
		printf("%-21s  %-15s  %s%-7s%s  %-20s  %8llu  %8llu  %8llu\n", row.name,
		       level_name(row.level),
		       row.verdict == verdict_name(HF_DENY) ? colour_green() : "",
		       row.verdict ? row.verdict : "unknown", colour_off(),
		       *row.since ? row.since : "-", row.counter.verdicts[HF_ALLOW],
		       row.counter.verdicts[HF_AUDIT], row.counter.verdicts[HF_DENY]);
	}
}

static void print_advice(const struct status *status)
{
	if (status->presence == ENGINE_FOUND && status->answering && status->guards.missing)
		fail_missing_guards(&status->guards,
				    "`holdfast lock` attaches them again if it can, and says so "
				    "if not");
	else if (status->presence == ENGINE_FOUND && !status->enforcing)
		fail("the BPF engine is loaded and enforces NOTHING: its programs are not "
		     "called; before Linux 7.3, kernel.ftrace_enabled=0 causes this; on any "
		     "kernel, removing pins from %s does",
		     ENGINE_DIR);
	else if (status->record_err)
		fail("the events cannot be read: %s; the program that tells them has been "
		     "removed from %s, or is covered",
		     strerror(-status->record_err), ENGINE_DIR);
	else if (status->presence == ENGINE_FOREIGN && status->engine.kind == HF_ENGINE_LSM)
		fail("the engine that is built into this kernel is of another version, or its "
		     "files in /sys/kernel/security/holdfast were replaced");
	else if (status->presence == ENGINE_UNREADABLE && status->engine.kind == HF_ENGINE_LSM)
		fail("the engine that is built into this kernel cannot be read: "
		     "/sys/kernel/security/holdfast");
	else if (status->presence == ENGINE_FOREIGN)
		fail("the engine at %s was loaded by another version of holdfast", ENGINE_DIR);
	else if (status->presence == ENGINE_UNREADABLE)
		fail("the engine at %s cannot be read; are you root?", ENGINE_DIR);
	else if (status->presence == ENGINE_ABSENT && status->enforcing)
		fail_absent("");
}

static int run(const struct command *command, int argc, char **argv)
{
	struct status status;
	bool json = false;
	int result = EXIT_OK;
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'j')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json = true;
	}
	if (optind < argc)
		return fail_usage("status: no arguments, but got '%s'", argv[optind]);
	read_status(&status);
	if (json) {
		result = print_json(build_status_json(&status));
	} else {
		print_summary(&status);
		print_rows(&status);
		if (status.presence == ENGINE_ABSENT && !status.enforcing)
			puts("\nNo engine of holdfast is loaded. To load one: holdfast lock LEVEL");
	}
	print_advice(&status);
	return is_healthy(&status) ? result : EXIT_FAILED;
}

static const struct command_option options[] = {
	OPTION_JSON,
	OPTIONS_END,
};

const struct command status_command = {
	.name = "status",
	.run = run,
	.operands = "",
	.kind = OPERANDS_NONE,
	.summary = "Show what is enforced, by what, and since when",
	.help = help,
	.options = options,
};
