// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/device_name.h"
#include "base/memory.h"
#include "base/names.h"
#include "base/quote.h"
#include "policy/suggest/section.h"
#include "policy/text/keys.h"
#include "policy/text/values.h"
#include "policy/verity.h"

static bool is_taken(const struct section_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->list[i], name))
			return true;
	return false;
}

const char *choose_section_name(struct section_names *names, const char *program)
{
	char *base = must_copy(strrchr(program, '/') + 1, NAME_MAX_LEN), *name;
	char suffix[24] = "";

	for (char *c = base; *c; c++)
		if (!is_exception_name((char[]){ *c, '\0' }))
			*c = '-';
	for (unsigned int number = 2;; number++) {
		name = must_format("%.*s%s", (int)(NAME_MAX_LEN - strlen(suffix)), base, suffix);
		if (!is_taken(names, name))
			break;
		free(name);
		snprintf(suffix, sizeof(suffix), "-%u", number);
	}
	free(base);
	names->list = must_grow(names->list, names->count, sizeof(*names->list));
	names->list[names->count++] = name;
	return name;
}

void free_section_names(struct section_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
}

static void add_asked(struct asked *asked, const struct hf_range *detail)
{
	if (!detail->size) {
		asked->unknown++;
		return;
	}
	asked->ranges = must_grow(asked->ranges, asked->count, sizeof(*asked->ranges));
	asked->ranges[asked->count++] =
		(struct hf_blob_range){ .range = *detail, .mask = ALL_BITS };
}

void add_to_section(struct section *section, const struct record_event *event)
{
	section->reasons |= hf_set_of(event->reason);
	section->counts[event->reason]++;
	section->by_native += event->engine == HF_ENGINE_NATIVE;
	if (event->reason == HF_REASON_MSR)
		add_asked(&section->registers, &event->detail);
	else if (event->reason == HF_REASON_IOPORT)
		add_asked(&section->ports, &event->detail);
	else if (event->reason == HF_REASON_DEVICE_DMA)
		add_asked(&section->devices, &event->detail);
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* What it costs stands before what it is. */
static void print_costs(const struct section *section, const char *shown)
{
	const char *base = strrchr(section->program, '/') + 1;

	printf("\n"
	       "# %s: its reasons, and what it can do with each\n",
	       shown);
	for (unsigned int r = 0; r < HF_REASONS; r++)
		if (section->counts[r])
			printf("#   %s (%zu event%s): %s\n", reason_texts[r].name,
			       section->counts[r], plural(section->counts[r]),
			       reason_texts[r].gives);
	if (is_interpreter(base))
		printf("# Warning: it is an interpreter: this would be an exception for every "
		       "script, and for all of root\n");
	if (section->by_native)
		printf("# The kernel's own lockdown refused %zu of them, and knows no "
		       "exceptions: this needs Native=no\n",
		       section->by_native);
}

static void print_reason_line(const struct section *section)
{
	printf("Reason=");
	for (unsigned int r = 0, printed = 0; r < HF_REASONS; r++)
		if (section->counts[r])
			printf("%s%s", printed++ ? " " : "", reason_texts[r].name);
	putchar('\n');
}

/*
 * The command is there to be copied, and whoever was recorded chose the path: one that says more
 * than a path to a shell is not in it.
 */
static void print_verity(const struct section *section)
{
	static const char harmless[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789/._+-";
	const char *program = section->program;
	char text[VERITY_TEXT_SIZE];

	if (section->look.measured) {
		format_verity(section->look.verity.digest, text);
		printf("Verity=%s\n", text);
		return;
	}
	if (program[strspn(program, harmless)])
		program = "PROGRAM";
	printf("# Not verified: %s\n# Run holdfast enroll %s, which prints the digest:\n# Verity=\n",
	       section->look.unmeasured, program);
}

static void print_narrowing(const char *key, enum hf_reason reason, struct asked *asked,
			    unsigned int max)
{
	struct ranges narrowed;
	const char *wrong;

	if (asked->unknown) {
		printf("# No %s=: %zu of its events with %s %s not say which, so it cannot be "
		       "narrowed. The calls were\n# others than pwrite, ioperm and iopl, or it was "
		       "locked without --audit and without the policy\n",
		       key, asked->unknown, reason_texts[reason].name,
		       asked->unknown == 1 ? "does" : "do");
		return;
	}
	if (!asked->count)
		return;
	wrong = merge_ranges(asked->ranges, asked->count, max, &narrowed);
	if (wrong) {
		printf("# No %s=: its list %s\n", key, wrong);
		return;
	}
	printf("%s=", key);
	print_ranges(&narrowed);
	putchar('\n');
}

/* By the names that they have now: one without is gone, and no exception can be given for it. */
static void print_devices(const struct asked *asked)
{
	char name[DEVICE_NAME_SIZE];
	bool any = false;

	for (size_t i = 0; i < asked->count; i++) {
		bool again = false;

		for (size_t j = 0; j < i; j++)
			again |= asked->ranges[j].range.first == asked->ranges[i].range.first;
		name_device(asked->ranges[i].range.first, name);
		if (again || strchr(name, ' '))
			continue;
		printf("%s/dev/%s", any ? " " : "Devices=", name);
		any = true;
	}
	if (any)
		putchar('\n');
}

/* Events do not have it: the program that is recorded has no exception yet, and no note is taken of its opens. */
static void print_paths(const struct section *section)
{
	size_t count = 0;

	for (unsigned int r = 0; r < HF_REASONS; r++)
		count += hf_has_paths(r) ? section->counts[r] : 0;
	if (count)
		printf("# No Paths=: events do not say which files of debugfs and tracefs; give "
		       "those that it takes\n");
}

void print_section(struct section *section)
{
	char *shown = printable(section->program);

	print_costs(section, shown);
	printf("[Exception %s]\n", section->name);
	print_reason_line(section);
	printf("Program=%s\n", section->program);
	print_verity(section);
	print_narrowing("Registers", HF_REASON_MSR, &section->registers, MSR_MAX);
	print_narrowing("Ports", HF_REASON_IOPORT, &section->ports, PORT_MAX);
	print_devices(&section->devices);
	print_paths(section);
	free(shown);
}

void free_section(struct section *section)
{
	free(section->registers.ranges);
	free(section->ports.ranges);
	free(section->devices.ranges);
	free_program_look(&section->look);
}
