// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "kernel/reasons.h"

static const char help[] =
	"Without a REASON, lists all reasons. Works anywhere, locked or not, as any user.\n";

/* 0: the kernel has no such number; reasons of our own never have one. */
static int find_number(const struct reason_text *text)
{
	return text->own ? 0 : kernel_reason_number(text->kernel_name);
}

static const char *describe_number(int number)
{
	return number > 0 ? "yes" : number == 0 ? "no" : "unknown";
}

static json_t *build_json(enum hf_reason reason)
{
	const struct reason_text *text = &reason_texts[reason];
	int number = find_number(text);
	json_t *in_kernel = number == -ENOENT ? json_null() : json_boolean(number > 0);

	return json_pack("{s:s, s:s?, s:b, s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "reason",
			 text->name, "kernel_name", text->own ? NULL : text->kernel_name, "own",
			 text->own, "level", level_name(text->level), "since", text->since, "stops",
			 text->summary, "costs", text->loss, "needed_by",
			 json_text_or_null(text->tools), "exception_gives",
			 json_text_or_null(text->gives), "in_kernel", in_kernel, "number",
			 number > 0 ? json_integer(number) : json_null());
}

/* Prints @label, and the words of @text in the column after it, wrapped at 80 columns. */
static void print_field(const char *label, const char *text)
{
	const int indent = 14;
	int column = printf("  %-*s", indent - 3, label);

	while (*text) {
		int len = (int)strcspn(text, " ");

		if (column + 1 + len > 80)
			column = printf("\n%*s", indent - 1, "") - 1;
		column += printf(" %.*s", len, text);
		text += len + (text[len] == ' ');
	}
	putchar('\n');
}

static void print_reason(enum hf_reason reason)
{
	const struct reason_text *text = &reason_texts[reason];
	int number = find_number(text);
	char line[160];

	printf("%s%s%s\n", colour_bold(), text->name, colour_off());
	print_field("Stops", text->summary);
	print_field("From level", level_name(text->level));
	print_field("Costs", text->loss);
	print_field("Needed by", *text->tools ? text->tools : "no known program");
	snprintf(line, sizeof(line), "lets a program %s", text->gives);
	print_field("Exception", *text->gives ? line : "none: no exception from it is possible");
	if (text->own) {
		snprintf(line, sizeof(line), "holdfast's own, since holdfast %s", text->since);
		print_field("Kernel", line);
		return;
	}
	snprintf(line, sizeof(line), "LOCKDOWN_%s, in Linux %s", text->kernel_name, text->since);
	print_field("Kernel", line);
	snprintf(line, sizeof(line), number > 0 ? "%s, as number %d" : "%s",
		 describe_number(number), number);
	print_field("This one", line);
}

static void print_list(void)
{
	printf("%-21s  %-15s  %-6s  %s\n", "REASON", "LEVEL", "KERNEL", "STOPS");
	for (unsigned int r = 0; r < HF_REASONS; r++)
		printf("%-21s  %-15s  %-6s  %s\n", reason_texts[r].name,
		       level_name(reason_texts[r].level),
		       reason_texts[r].own ? "own" : describe_number(find_number(&reason_texts[r])),
		       reason_texts[r].summary);
}

static int run(const struct command *command, int argc, char **argv)
{
	bool wanted[HF_REASONS] = { false };
	bool json = false, first = true;
	json_t *reasons;
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'j')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json = true;
	}
	if (parse_reasons(argc - optind, argv + optind, wanted))
		return EXIT_USAGE;
	if (!json && optind == argc) {
		print_list();
		return EXIT_OK;
	}
	reasons = json_array();
	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!wanted[r])
			continue;
		if (json) {
			json_array_append_new(reasons, build_json(r));
			continue;
		}
		if (!first)
			putchar('\n');
		first = false;
		print_reason(r);
	}
	if (!json) {
		json_decref(reasons);
		return EXIT_OK;
	}
	return print_json(json_pack("{s:o}", "reasons", reasons));
}

static const struct command_option options[] = {
	OPTION_JSON,
	OPTIONS_END,
};

const struct command explain_command = {
	.name = "explain",
	.run = run,
	.operands = "[REASON...]",
	.kind = OPERANDS_REASONS,
	.summary = "Explain what a reason stops, at which level, and which programs need it",
	.help = help,
	.options = options,
};
