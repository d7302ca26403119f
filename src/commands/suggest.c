// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <time.h>
#include <unistd.h>

#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "policy/suggest/record.h"
#include "policy/suggest/suggest.h"
#include "report/event_buffer.h"
#include "report/event_view.h"

static const char help[] =
	"Prints a draft for the policy: for each recorded program an exception from the recorded\n"
	"reasons, and from nothing else. Read it before you use it. FILE is the output of\n"
	"`holdfast events --json`; '-' is standard input. Without FILE, reads the kernel's buffer and\n"
	"takes nothing out of it.\n";

static int add_recorded(void *context, const struct hf_event *event)
{
	json_t *object = build_event_json(event);
	const char *wrong;

	if (!object)
		return fail("out of memory");
	wrong = add_event(context, object);
	json_decref(object);
	return wrong ? fail("suggest: the buffer has an invalid event: %s", wrong) : 0;
}

static int read_buffer(struct record *record)
{
	int fd = open_event_buffer(), err;

	if (fd < 0)
		return -1;
	err = peek_events(fd, add_recorded, record);
	close(fd);
	record->lost = read_lost_events();
	return err;
}

static int read_all(struct record *record, int count, char **files)
{
	if (!count)
		return read_buffer(record);
	for (int i = 0; i < count; i++)
		if (read_record(record, files[i]))
			return -1;
	return 0;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct suggest_options how = { 0 };
	struct record record = { 0 };
	int c, status = EXIT_FAILED;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		how.denied |= c == 'd';
		how.since_given |= c == 's';
		if (c == 's' && !parse_since(optarg, time(NULL), &how.since))
			return fail_usage("suggest: '%s' is no time; valid: "
					  "2026-11-25T13:42:49Z, or an age in s, min, h or d: "
					  "30min",
					  optarg);
	}
	if (!read_all(&record, argc - optind, argv + optind))
		status = suggest(&record, &how);
	free_record(&record);
	return status;
}

static const struct command_option options[] = {
	{ .name = "denied",
	  .letter = 'd',
	  .help = "count denied events as well, not only audited ones" },
	{ .name = "since",
	  .letter = 's',
	  .value = "TIME",
	  .help = "leave out earlier events: 2026-11-25T13:42:49Z, or an age: 1h, 30min, 90s, 7d" },
	OPTIONS_END,
};

const struct command suggest_command = {
	.name = "suggest",
	.run = run,
	.operands = "[FILE...]",
	.kind = OPERANDS_FILES,
	.summary = "Suggest exceptions that cover the recorded events",
	.help = help,
	.options = options,
};
