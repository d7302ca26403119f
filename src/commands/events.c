// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "commands/commands.h"
#include "engine/engine.h"
#include "kernel/log.h"
#include "report/event_buffer.h"
#include "report/event_view.h"

static const char help[] =
	"Prints the recorded events and takes them out of the kernel's buffer. The buffer holds some\n"
	"1,200 events; later ones are lost, and counted. An engine that is built into the kernel writes\n"
	"its events to the kernel's log, and they stay there. The counters of `holdfast status` miss\n"
	"none.\n";

static volatile sig_atomic_t interrupted;

struct printer {
	bool json;
	bool follow;
	bool all;	/* looks, too */
	json_t *events; /* collected, for --json without --follow */
};

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* Prints a register or port after the reason, in the same column. */
static void print_columns(const struct hf_event *event)
{
	struct event_view view;
	char reason[sizeof(view.reason) + sizeof(view.detail)];

	view_event(event, &view);
	keep_to_column(view.comm);
	keep_to_column(view.path);
	snprintf(reason, sizeof(reason), "%s%s", view.reason, view.detail);
	printf("%-20s  %-7s  %-6s  %-21s  %7u  %5u  %-15s  %s\n", view.time,
	       event->look ? "look" : verdict_name(event->verdict), engine_name(event->engine),
	       reason, event->tgid, event->uid, view.comm, *view.path ? view.path : "-");
}

static int print_event(void *context, const struct hf_event *event)
{
	struct printer *printer = context;

	if (event->look && !printer->all)
		return 0;
	if (!printer->json) {
		print_columns(event);
		/* If nobody reads our output, taking out more events would lose them. */
		return fflush(stdout) == EOF ? -EIO : 0;
	}
	if (printer->follow)
		return print_json_line(build_event_json(event)) == EXIT_OK ? 0 : -EIO;
	json_array_append_new(printer->events, build_event_json(event));
	return 0;
}

static void mind_interrupts(void)
{
	struct sigaction action = { .sa_handler = interrupt };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

/* The interval of reads of the buffer, in microseconds: an event wakes no reader. */
#define FOLLOW_INTERVAL 250000

/* Takes the events out of the BPF engine's buffer. */
static int print_buffer(struct printer *printer, int fd)
{
	int err = take_events(fd, print_event, printer);

	mind_interrupts();
	while (!err && printer->follow && !interrupted) {
		usleep(FOLLOW_INTERVAL);
		err = take_events(fd, print_event, printer);
	}
	return err;
}

/* Leaves the events in the kernel's log. */
static int print_log(struct printer *printer, int fd)
{
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	int err = read_kernel_log(fd, print_event, printer);

	mind_interrupts();
	while (!err && printer->follow && !interrupted) {
		if (poll(&wait, 1, 1000) < 0 && errno != EINTR)
			return fail("cannot wait for the kernel's log: %m");
		err = read_kernel_log(fd, print_event, printer);
	}
	if (err && err != -EIO)
		fail("cannot read the kernel's log: %s", strerror(-err));
	return err;
}

/* Says how many refusals have no event. */
static void print_lost(uint64_t lost)
{
	if (engine_is_builtin())
		fail("%llu refusals have no event of their own: repeated requests of one process "
		     "are recorded only now and then",
		     (unsigned long long)lost);
	else
		fail("%llu events were lost since the lock: the buffer was full",
		     (unsigned long long)lost);
}

static int print_events(struct printer *printer, int fd)
{
	uint64_t lost;
	int n;

	if (!printer->json)
		printf("%-20s  %-7s  %-6s  %-21s  %7s  %5s  %-15s  %s\n", "TIME", "VERDICT",
		       "ENGINE", "REASON", "PID", "UID", "COMMAND", "EXECUTABLE");
	n = engine_is_builtin() ? print_log(printer, fd) : print_buffer(printer, fd);
	if (n < 0)
		return EXIT_FAILED;
	lost = read_lost_events();
	if (printer->json && !printer->follow)
		return print_json(json_pack("{s:O, s:I}", "events", printer->events, "lost",
					    (json_int_t)lost));
	if (lost)
		print_lost(lost);
	return EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct printer printer = { 0 };
	int fd, status, c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		printer.all |= c == 'a';
		printer.follow |= c == 'f';
		printer.json |= c == 'j';
	}
	if (optind < argc)
		return fail_usage("events: no arguments, but got '%s'", argv[optind]);
	fd = open_event_buffer();
	if (fd < 0)
		return EXIT_FAILED;
	printer.events = json_array();
	status = print_events(&printer, fd);
	json_decref(printer.events);
	close(fd);
	return status;
}

static const struct command_option options[] = {
	{ .name = "all",
	  .letter = 'a',
	  .help = "also looks: tools that list BPF programs ask for the engine's objects" },
	{ .name = "follow",
	  .letter = 'f',
	  .help = "go on with new ones as they come, until interrupted; with --json, print\n"
		  "one object a line" },
	OPTION_JSON,
	OPTIONS_END,
};

const struct command events_command = {
	.name = "events",
	.run = run,
	.operands = "",
	.kind = OPERANDS_NONE,
	.summary = "Show which requests were refused",
	.help = help,
	.options = options,
};
