// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "probe.h"

static const char help[] =
	"Tries each way into the kernel, and says what happened:\n"
	"  open              it worked\n"
	"  denied            refused, as lockdown refuses it\n"
	"  denied otherwise  refused by something else, which DETAIL names\n"
	"  not reachable     it could not be tried on this machine, and why\n\n"
	"A probe is harmless on a machine in use, and undoes what it did. The kernel may log it. Without\n"
	"a REASON, tries all. Nearly all probes need root; an ordinary user is told which.\n";

/* The answer of one probe, or of a reason without a probe. */
struct row {
	const char *name;
	enum hf_reason reason;
	const char *operation; /* NULL: there is no probe */
	struct probe_result result;
};

struct tally {
	unsigned int all;
	unsigned int outcomes[PROBE_OUTCOMES];
};

struct output {
	json_t *json; /* the array of rows; NULL: print text */
	struct tally tally;
};

static json_t *build_row(const struct row *row)
{
	const char *error = row->result.err ? strerrorname_np(row->result.err) : "";

	return json_pack("{s:s, s:s, s:o, s:s, s:o, s:o}", "name", row->name, "reason",
			 reason_texts[row->reason].name, "operation",
			 json_text_or_null(row->operation ? row->operation : ""), "outcome",
			 probe_outcome_name(row->result.outcome), "errno",
			 json_text_or_null(error ? error : "unknown"), "detail",
			 json_text_or_null(row->result.why));
}

static const char *outcome_text(enum probe_outcome outcome)
{
	switch (outcome) {
	case PROBE_OPEN:
		return "open";
	case PROBE_DENIED:
		return "denied";
	case PROBE_OTHERWISE:
		return "denied otherwise";
	case PROBE_UNREACHABLE:
	case PROBE_OUTCOMES:
		break;
	}
	return "not reachable";
}

static const char *outcome_colour(enum probe_outcome outcome)
{
	if (outcome == PROBE_OPEN)
		return colour_red();
	return outcome == PROBE_DENIED ? colour_green() : "";
}

#define ROW "%-26s  %-20s  %s%-16s%s  %s%s%s\n"

static void print_row(const struct row *row)
{
	const struct probe_result *res = &row->result;
	const char *error = res->err ? strerrorname_np(res->err) : "";

	printf(ROW, row->name, reason_texts[row->reason].name, outcome_colour(res->outcome),
	       outcome_text(res->outcome), *outcome_colour(res->outcome) ? colour_off() : "",
	       error ? error : "unknown errno", res->err && *res->why ? ": " : "", res->why);
	fflush(stdout);
}

static void put_row(struct output *out, const struct row *row)
{
	out->tally.all++;
	out->tally.outcomes[row->result.outcome]++;
	if (out->json)
		json_array_append_new(out->json, build_row(row));
	else
		print_row(row);
}

static void put_probes(struct output *out, enum hf_reason reason, bool intrusive)
{
	size_t count;
	const struct probe *const *probes = probe_list(&count);

	for (size_t i = 0; i < count; i++) {
		struct row row = { probes[i]->name, reason, probes[i]->operation, { 0 } };

		if (probes[i]->reason != reason)
			continue;
		probe_run(probes[i], intrusive, &row.result);
		put_row(out, &row);
	}
}

static void put_reason(struct output *out, enum hf_reason reason, bool intrusive)
{
	struct row none = { reason_texts[reason].name, reason, NULL, { 0 } };
	unsigned int before = out->tally.all;
	const char *because = probe_missing_because(reason);

	put_probes(out, reason, intrusive);
	if (out->tally.all > before)
		return;
	probe_unreachable(&none.result, "%s", because ? because : "this build has no probe for it");
	put_row(out, &none);
}

static json_t *build_summary(const struct tally *tally)
{
	return json_pack("{s:i, s:i, s:i, s:i, s:i}", "probes", (int)tally->all, "open",
			 (int)tally->outcomes[PROBE_OPEN], "denied",
			 (int)tally->outcomes[PROBE_DENIED], "denied_otherwise",
			 (int)tally->outcomes[PROBE_OTHERWISE], "not_reachable",
			 (int)tally->outcomes[PROBE_UNREACHABLE]);
}

static int finish(struct output *out)
{
	const struct tally *tally = &out->tally;

	if (out->json)
		return print_json(json_pack("{s:o, s:o}", "probes", out->json, "summary",
					    build_summary(tally)));
	printf("%u probes: %u open, %u denied, %u denied otherwise, %u not reachable\n", tally->all,
	       tally->outcomes[PROBE_OPEN], tally->outcomes[PROBE_DENIED],
	       tally->outcomes[PROBE_OTHERWISE], tally->outcomes[PROBE_UNREACHABLE]);
	return EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	bool wanted[HF_REASONS] = { false };
	bool json = false, intrusive = false;
	struct output out = { 0 };
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'j' && c != 'i')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json |= c == 'j';
		intrusive |= c == 'i';
	}
	if (parse_reasons(argc - optind, argv + optind, wanted))
		return EXIT_USAGE;
	if (json)
		out.json = json_array();
	else
		printf(ROW, "NAME", "REASON", "", "OUTCOME", "", "DETAIL", "", "");
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (wanted[r])
			put_reason(&out, r, intrusive);
	return finish(&out);
}

static const struct command_option options[] = {
	OPTION_JSON,
	{ .name = "intrusive",
	  .letter = 'i',
	  .help = "also try operations that cannot be harmless; without this option, DETAIL\n"
		  "says why they are not" },
	OPTIONS_END,
};

const struct command probe_command = {
	.name = "probe",
	.run = run,
	.operands = "[REASON...]",
	.kind = OPERANDS_REASONS,
	.summary = "Try each way into the kernel, and show which are open",
	.help = help,
	.options = options,
};
