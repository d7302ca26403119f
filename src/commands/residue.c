// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <stdio.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "residue/residue.h"

static const char help[] =
	"Look before you lock: a lock removes no residue, and refuses some of these looks later. This\n"
	"changes nothing. Exit status: 0, there is none; 3, there is some; 1, something could not be\n"
	"examined.\n";

static json_t *build_item(const struct residue_item *item)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "kind", item->way->kind, "reason",
			 reason_texts[item->way->reason].name, "what", item->what, "effect",
			 item->way->effect, "pid",
			 item->pid ? json_integer(item->pid) : json_null(), "comm",
			 json_text_or_null(item->comm), "exe", json_text_or_null(item->exe));
}

static int print_json_residue(const struct residue *residue)
{
	json_t *items = json_array();
	json_t *gaps = json_array();

	for (size_t i = 0; i < residue->count; i++)
		json_array_append_new(items, build_item(&residue->items[i]));
	for (size_t i = 0; i < residue->gap_count; i++)
		json_array_append_new(gaps, json_pack("{s:s, s:s}", "what", residue->gaps[i].what,
						      "why", residue->gaps[i].why));
	return print_json(json_pack("{s:o, s:o, s:{s:I, s:I}}", "residue", items, "unknown", gaps,
				    "summary", "residue", (json_int_t)residue->count, "unknown",
				    (json_int_t)residue_unknown(residue)));
}

static void print_items(const struct residue *residue)
{
	printf("%-12s  %-17s  %-7s  %-15s  %s\n", "KIND", "REASON", "PID", "COMMAND", "WHAT");
	for (size_t i = 0; i < residue->count; i++) {
		const struct residue_item *item = &residue->items[i];
		char pid[16] = "-";

		if (item->pid)
			snprintf(pid, sizeof(pid), "%d", item->pid);
		printf("%-12s  %-17s  %-7s  %-15s  %s: %s%s%s%s\n", item->way->kind,
		       reason_texts[item->way->reason].name, pid, *item->comm ? item->comm : "-",
		       item->what, item->way->effect, *item->exe ? " (" : "", item->exe,
		       *item->exe ? ")" : "");
	}
	putchar('\n');
}

static int print_residue(const struct residue *residue)
{
	size_t unknown = residue_unknown(residue);

	if (residue->count)
		print_items(residue);
	for (size_t i = 0; i < residue->gap_count; i++)
		printf("unknown: %s: %s\n", residue->gaps[i].what, residue->gaps[i].why);
	if (residue->incomplete)
		puts("unknown: there is more, and no memory to list it");
	printf("%s%zu found%s, %zu could not be looked at\n", unknown ? "\n" : "", residue->count,
	       unknown ? " at least" : "", unknown);
	return EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct residue residue;
	bool json = false;
	int status, c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'j')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json = true;
	}
	if (optind < argc)
		return fail_usage("residue: no arguments, but got '%s'", argv[optind]);
	residue_look(&residue, true);
	status = finish_output(json ? print_json_residue(&residue) : print_residue(&residue));
	if (status == EXIT_OK && residue_unknown(&residue))
		status = EXIT_FAILED;
	else if (status == EXIT_OK && residue.count)
		status = EXIT_FOUND;
	residue_free(&residue);
	return status;
}

static const struct command_option options[] = {
	OPTION_JSON,
	OPTIONS_END,
};

const struct command residue_command = {
	.name = "residue",
	.run = run,
	.operands = "",
	.kind = OPERANDS_NONE,
	.summary = "Show what still reaches the kernel from before the lock",
	.help = help,
	.options = options,
};
