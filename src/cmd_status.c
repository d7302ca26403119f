// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "anchor.h"
#include "audit.h"
#include "commands.h"
#include "engine.h"
#include "hidden_anchor.h"
#include "kernel_reasons.h"
#include "names.h"
#include "native.h"
#include "options.h"
#include "report.h"
#include "secure_boot.h"

const char cmd_status_help[] =
	"Works on any kernel, locked or not, and as any user. Exits with 1 where an engine of\n"
	"holdfast is loaded and does not enforce, or cannot be read.\n\n"
	"  --json  print JSON\n";

struct status {
	int native_err; /* of native_read() */
	enum hf_level native;
	enum engine_presence presence;
	struct engine engine;
	bool guarded;
	bool enforcing;
	const struct hf_state *state; /* zeros where there is none */
	enum hf_level effective;      /* at least: see level_is_known() */
};

/* An engine may enforce whose level we cannot read: that is not "none", and nothing "allowed". */
static bool level_is_known(const struct status *status)
{
	if (status->native_err && status->native_err != -ENOENT)
		return false;
	return status->presence == ENGINE_FOUND ||
	       (status->presence == ENGINE_ABSENT && !status->enforcing);
}

/* What a level would refuse, and the engine only records. */
static hf_reason_set audited_at(const struct status *status, enum hf_level level)
{
	return hf_policy_of(status->state)->audited & audit_up_to(level);
}

/* What a level would refuse, and everybody may. */
static hf_reason_set allowed_at(const struct status *status, enum hf_level level)
{
	return hf_policy_of(status->state)->allowed & audit_up_to(level);
}

static void read_status(struct status *status)
{
	memset(status, 0, sizeof(*status));
	status->native_err = native_read(&status->native);
	status->presence = engine_open(&status->engine);
	status->state = &status->engine.last.state;
	status->guarded = engine_is_guarded(status->state);
	status->enforcing = engine_is_enforcing() && (status->presence != ENGINE_FOUND ||
						      (status->guarded && engine_is_whole()));
	if (status->presence == ENGINE_FOUND)
		engine_close(&status->engine);
	status->effective = status->native;
	for (enum hf_level level = HF_INTEGRITY; status->enforcing && level <= status->state->level;
	     level++)
		if (level > status->effective && !audited_at(status, level) &&
		    !allowed_at(status, level))
			status->effective = level;
}

/* What the bpf engine is, in a word. */
static const char *describe_engine(const struct status *status)
{
	switch (status->presence) {
	case ENGINE_ABSENT:
		return status->enforcing ? "hidden" : "not-loaded";
	case ENGINE_FOUND:
		return status->enforcing ? "enforcing" : "not-enforcing";
	case ENGINE_FOREIGN:
		return "other-version";
	case ENGINE_UNREADABLE:
		break;
	}
	return "unreadable";
}

static bool is_healthy(const struct status *status)
{
	return (status->presence == ENGINE_FOUND && status->enforcing) ||
	       (status->presence == ENGINE_ABSENT && !status->enforcing);
}

/* One row: a reason of ours, or a number that only the kernel knows and that was asked about. */
struct row {
	char name[64];
	enum hf_level level;
	const char *verdict; /* NULL: unknown */
	char since[32];	     /* "" where it is not denied by our engine */
	struct hf_counter counter;
};

/* What our engine answers. */
static enum hf_verdict engine_verdict(const struct status *status, unsigned int slot,
				      enum hf_level level)
{
	if (!status->enforcing)
		return HF_ALLOW;
	if (slot == HF_REASON_SEAL)
		return status->state->sealed ? HF_DENY : HF_ALLOW;
	return hf_decide(status->state->level, hf_policy_of(status->state), (int)slot, level);
}

/* A reason of our own is nothing to the kernel's own lockdown. NULL where it cannot be told. */
static const char *verdict_for(const struct status *status, unsigned int slot, enum hf_level level)
{
	bool own = slot < HF_REASONS && reason_texts[slot].own;
	enum hf_verdict verdict = engine_verdict(status, slot, level);

	if (!own && status->native >= level)
		verdict = HF_DENY;
	return verdict != HF_ALLOW || level_is_known(status) ? verdict_name(verdict) : NULL;
}

static bool build_row(const struct status *status, unsigned int slot, struct row *row)
{
	const struct hf_state *state = status->state;
	int number = (int)slot - HF_REASONS;
	unsigned long long since;

	memset(row, 0, sizeof(*row));
	if (status->presence == ENGINE_FOUND)
		row->counter = status->engine.last.counters.slots[slot];
	if (slot < HF_REASONS) {
		snprintf(row->name, sizeof(row->name), "%s", reason_texts[slot].name);
		row->level = hf_reason_level((int)slot);
	} else {
		const unsigned long long *n = row->counter.verdicts;

		if (!(n[HF_ALLOW] | n[HF_AUDIT] | n[HF_DENY]))
			return false;
		kernel_reason_name(number, row->name, sizeof(row->name));
		row->level = hf_place(number, kernel_reason_number("INTEGRITY_MAX"),
				      kernel_reason_number("CONFIDENTIALITY_MAX"));
	}
	row->verdict = verdict_for(status, slot, row->level);
	since = slot == HF_REASON_SEAL ? state->since_seal : state->since[row->level];
	if (status->enforcing && since)
		format_boot_time(since, row->since, sizeof(row->since));
	return true;
}

static json_t *build_reasons_json(const struct status *status)
{
	json_t *reasons = json_array();
	struct row row;

	for (unsigned int slot = 0; slot < HF_SLOTS; slot++) {
		if (!build_row(status, slot, &row))
			continue;
		json_array_append_new(
			reasons, json_pack("{s:s, s:s, s:s?, s:o, s:I, s:I, s:I}", "reason",
					   row.name, "level", level_name(row.level), "verdict",
					   row.verdict, "since", json_text_or_null(row.since),
					   "allowed", (json_int_t)row.counter.verdicts[HF_ALLOW],
					   "audited", (json_int_t)row.counter.verdicts[HF_AUDIT],
					   "denied", (json_int_t)row.counter.verdicts[HF_DENY]));
	}
	return reasons;
}

static const char *bpf_level(const struct status *status)
{
	return status->presence == ENGINE_FOUND ? level_name(status->state->level) : NULL;
}

static const char *anchor_path(void)
{
	return anchor_exists(ENGINE_DIR) ? ENGINE_DIR : NULL;
}

static int print_json_status(const struct status *status)
{
	json_t *native = json_pack("{s:b, s:s?}", "available", !status->native_err, "level",
				   status->native_err ? NULL : level_name(status->native));
	const struct hf_policy *policy = hf_policy_of(status->state);
	json_t *audited = audit_json(audited_at(status, status->state->level));
	json_t *allowed = audit_json(allowed_at(status, status->state->level));
	json_t *bpf = json_pack(
		"{s:s, s:b, s:s?, s:o, s:o, s:I, s:I, s:I, s:b, s:b, s:s?, s:b, s:I, s:I}", "state",
		describe_engine(status), "enforcing", status->enforcing, "level", bpf_level(status),
		"audited", audited, "allowed", allowed, "exceptions",
		(json_int_t)policy->exceptions, "unverified_exceptions",
		(json_int_t)policy->unverified, "quiet_rules", (json_int_t)policy->quiet, "sealed",
		status->state->sealed, "handles_guarded", status->state->guarded, "anchor",
		anchor_path(), "anchor_hidden", hidden_anchor_is_used(ENGINE_DIR), "events_lost",
		(json_int_t)status->state->lost, "events_quiet", (json_int_t)status->state->quiet);

	return print_json(json_pack("{s:s?, s:{s:o, s:o}, s:s, s:s?, s:o}", "level",
				    level_is_known(status) ? level_name(status->effective) : NULL,
				    "engines", "native", native, "bpf", bpf, "secure_boot",
				    secure_boot_state(), "forced",
				    HF_FORCE_LEVEL > HF_NONE ? level_name(HF_FORCE_LEVEL) : NULL,
				    "reasons", build_reasons_json(status)));
}

/* What the level is not, for everybody or for some. */
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
	if (policy->quiet || status->state->quiet)
		printf("Quiet        %u rule%s; refused and not recorded: %llu\n", policy->quiet,
		       policy->quiet == 1 ? "" : "s", status->state->quiet);
}

static void print_summary(const struct status *status)
{
	const char *path = anchor_path();

	printf("Level        %s%s%s%s\n", colour_bold(),
	       level_is_known(status) ? "" : "unknown, at least ", level_name(status->effective),
	       colour_off());
	printf("Native       %s\n", !status->native_err		  ? level_name(status->native) :
				    status->native_err == -ENOENT ? "not available" :
								    strerror(-status->native_err));
	printf("BPF          %s%s%s%s%s\n", is_healthy(status) ? "" : colour_red(),
	       describe_engine(status), bpf_level(status) ? " at " : "",
	       bpf_level(status) ? bpf_level(status) : "", colour_off());
	print_policy(status);
	printf("Anchor       %s\n", path ? path : "none");
	if (path)
		printf("             %s\n",
		       hidden_anchor_is_used(ENGINE_DIR) ? "hidden: nobody can reach it" :
		       status->state->sealed		 ? "visible: guarded by the seal" :
							   "visible: root can remove it, unless it "
							   "is sealed");
	if (status->presence == ENGINE_FOUND)
		printf("Sealed       %s\n", status->state->sealed ? "until the next boot" : "no");
	if (status->state->sealed && !status->state->guarded)
		printf("             %sroot can still unmount the anchor's handles, which read and "
		       "raise it: `holdfast seal`%s\n",
		       colour_red(), colour_off());
	printf("Secure Boot  %s\n", secure_boot_state());
	if (status->presence == ENGINE_FOUND)
		printf("Events lost  %llu\n", status->state->lost);
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
	if (status->presence == ENGINE_FOUND && !status->guarded)
		fail("the BPF engine does not guard %s, as it has to at %s: what was to do "
		     "that has been removed, or somebody raised the level by hand; attach it "
		     "again with `holdfast lock %s`",
		     hf_policy_of(status->state)->exceptions ?
			     "debugfs or the programs with exceptions" :
			     "debugfs",
		     level_name(status->state->level), level_name(status->state->level));
	else if (status->presence == ENGINE_FOUND && !status->enforcing)
		fail("the BPF engine is loaded and enforces NOTHING: its programs are not called; "
		     "before Linux 7, kernel.ftrace_enabled=0 does that, and removing pins from "
		     "%s does on any",
		     ENGINE_DIR);
	else if (status->presence == ENGINE_FOREIGN)
		fail("the engine at %s was loaded by another version of holdfast", ENGINE_DIR);
	else if (status->presence == ENGINE_UNREADABLE)
		fail("the engine at %s cannot be read; are you root?", ENGINE_DIR);
	else if (status->presence == ENGINE_ABSENT && status->enforcing)
		fail("an engine enforces, but %s is not to be seen from here", ENGINE_DIR);
}

int cmd_status(int argc, char **argv)
{
	static const struct option options[] = { OPTION_JSON, OPTIONS_END };
	struct status status;
	bool json = false;
	int result = EXIT_OK;
	int c;

	while ((c = next_option(argc, argv, options)) != -1) {
		if (c != 'j')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json = true;
	}
	if (optind < argc)
		return fail_usage("status: no arguments, but got '%s'", argv[optind]);
	read_status(&status);
	if (json) {
		result = print_json_status(&status);
	} else {
		print_summary(&status);
		print_rows(&status);
		if (status.presence == ENGINE_ABSENT && !status.enforcing)
			puts("\nNo engine of holdfast is loaded. To load one: holdfast lock LEVEL");
	}
	print_advice(&status);
	return is_healthy(&status) ? result : EXIT_FAILED;
}
