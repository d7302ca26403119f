// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/quote.h"
#include "base/report.h"
#include "policy/suggest/section.h"
#include "policy/suggest/suggest.h"

/* Events that count, in an order of ours: by program, then by reason. */
struct selection {
	const struct record_event **events;
	size_t count;
	size_t audited, denied; /* that were recorded, from --since on */
};

/* Events of one program with one reason that no exception can cover. */
struct left_out {
	const char *exe, *reason;
	size_t count;
	char *why;
};

struct suggestions {
	struct section_names names;
	struct left_out *left_out;
	size_t left_out_count;
};

static const char *path_of(const struct record_event *event)
{
	return event->exe ? event->exe : "";
}

/* Reasons that we do not know have one number, and many names. */
static int compare_reasons(const struct record_event *a, const struct record_event *b)
{
	return a->reason != b->reason ? a->reason - b->reason :
					strcmp(a->reason_name, b->reason_name);
}

static int compare_events(const void *left, const void *right)
{
	const struct record_event *a = *(const struct record_event *const *)left;
	const struct record_event *b = *(const struct record_event *const *)right;
	int order = strcmp(path_of(a), path_of(b));

	return order ? order : compare_reasons(a, b);
}

static void select_events(struct selection *selection, const struct record *record,
			  const struct suggest_options *options)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct record_event *event = &record->events[i];

		if (event->verdict == HF_ALLOW ||
		    (options->since_given && event->time < options->since))
			continue;
		if (event->verdict == HF_AUDIT)
			selection->audited++;
		else
			selection->denied++;
		if (event->verdict != HF_AUDIT && !options->denied)
			continue;
		selection->events = must_grow(selection->events, selection->count,
					      sizeof(const struct record_event *));
		selection->events[selection->count++] = event;
	}
	if (selection->count)
		qsort(selection->events, selection->count, sizeof(const struct record_event *),
		      compare_events);
}

static const char *explain_reason(int reason)
{
	if (reason == HF_REASON_UNKNOWN)
		return "this version does not know the reason";
	return *reason_texts[reason].gives ? NULL : "no exception from it is possible";
}

static void leave_out(struct suggestions *all, const struct record_event *event, size_t count,
		      const char *why)
{
	all->left_out = must_grow(all->left_out, all->left_out_count, sizeof(*all->left_out));
	all->left_out[all->left_out_count++] = (struct left_out){
		.exe = path_of(event),
		.reason = event->reason_name,
		.count = count,
		.why = must_copy(why, strlen(why)),
	};
}

/* How many from @events on are of the first one's program, or of its reason as well. */
static size_t count_alike(const struct record_event **events, size_t count, bool same_reason)
{
	size_t alike = 1;

	while (alike < count && !strcmp(path_of(events[0]), path_of(events[alike])) &&
	       (!same_reason || !compare_reasons(events[0], events[alike])))
		alike++;
	return alike;
}

/* @events are all of one program's. */
static void suggest_program(struct suggestions *all, const struct record_event **events,
			    size_t count)
{
	struct section section = { .program = path_of(events[0]) };
	const char *unfit = explain_path(events[0]->exe);

	if (!unfit) {
		look_at_program(section.program, &section.look);
		unfit = section.look.unfit;
	}
	for (size_t i = 0, alike; i < count; i += alike) {
		const char *why = unfit ? unfit : explain_reason(events[i]->reason);

		alike = count_alike(events + i, count - i, true);
		for (size_t e = i; !why && e < i + alike; e++)
			add_to_section(&section, events[e]);
		if (why)
			leave_out(all, events[i], alike, why);
	}
	if (section.reasons) {
		section.name = choose_section_name(&all->names, section.program);
		print_section(&section);
	}
	free_section(&section);
}

static void print_left_out(struct suggestions *all)
{
	if (all->left_out_count)
		printf("\n"
		       "# Left out, because no exception can or should cover them:\n");
	for (size_t i = 0; i < all->left_out_count; i++) {
		struct left_out *out = &all->left_out[i];
		char *exe = printable(*out->exe ? out->exe : "-");
		char *reason = printable(out->reason);

		printf("#   %s (%zu event%s), %s: %s\n", reason, out->count,
		       out->count == 1 ? "" : "s", exe, out->why);
		free(reason);
		free(exe);
		free(out->why);
	}
}

static void print_head(const struct selection *selection, const struct record *record, bool denied)
{
	printf("# By holdfast suggest, from %zu events: audited %zu, denied %zu%s.\n"
	       "# Each of these is a hole in the lock. Take out what is not needed, then:\n"
	       "# holdfast policy check FILE\n",
	       selection->count, selection->audited, denied ? selection->denied : 0,
	       denied || !selection->denied ? "" : " (there were more, which were not read)");
	if (record->lost)
		printf("# Not all was recorded: %llu events were lost, because the buffer was "
		       "full.\n",
		       record->lost);
}

/* Nothing to suggest is no failure, but has to be told from a suggestion that got lost. */
static void say_nothing_counts(const struct selection *selection)
{
	if (selection->denied)
		fail("suggest: nothing was audited, but %zu events were denied: --denied counts "
		     "them; nothing is printed",
		     selection->denied);
	else
		fail("suggest: nothing was audited or denied, so nothing is printed; record what "
		     "is needed first: holdfast lock LEVEL --audit, and use the machine");
}

int suggest(const struct record *record, const struct suggest_options *options)
{
	struct selection selection = { 0 };
	struct suggestions all = { 0 };

	select_events(&selection, record, options);
	if (!selection.count) {
		say_nothing_counts(&selection);
		return EXIT_OK;
	}
	print_head(&selection, record, options->denied);
	for (size_t i = 0, alike; i < selection.count; i += alike) {
		alike = count_alike(selection.events + i, selection.count - i, false);
		suggest_program(&all, selection.events + i, alike);
	}
	print_left_out(&all);
	free(all.left_out);
	free_section_names(&all.names);
	free(selection.events);
	return EXIT_OK;
}
