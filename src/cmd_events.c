// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <bpf/libbpf.h>

#include "commands.h"
#include "engine.h"
#include "event_text.h"
#include "kernel_reasons.h"
#include "names.h"
#include "options.h"
#include "report.h"

const char cmd_events_help[] =
	"Prints the events recorded so far and takes them out of the kernel's buffer, which holds\n"
	"some 1,200; later ones are lost, and counted. The counters of `holdfast status` miss none.\n\n"
	"  --follow  go on with new ones as they come, until interrupted\n"
	"  --json    print JSON: one object with all of them, or with --follow one a line\n";

static volatile sig_atomic_t interrupted;

struct printer {
	bool json;
	bool follow;
	json_t *events; /* collected, for --json without --follow */
};

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

static const char *event_reason(const struct hf_event *event, char *name, size_t size)
{
	if (event->reason < HF_REASONS)
		return reason_texts[event->reason].name;
	kernel_reason_name(event->number, name, size);
	return name;
}

static json_t *build_json(const struct hf_event *event, const char *time, const char *reason,
			  const char *comm, const char *path)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:s, s:o, s:I}", "time", time,
			 "verdict", verdict_name(event->verdict), "engine",
			 engine_name(event->engine), "level", level_name(event->level), "reason",
			 reason, "pid", (json_int_t)event->pid, "tgid", (json_int_t)event->tgid,
			 "uid", (json_int_t)event->uid, "comm", comm, "exe",
			 json_text_or_null(path), "cgroup", (json_int_t)event->cgroup);
}

static int print_event(void *context, void *data, size_t size)
{
	const struct hf_event *event = data;
	struct printer *printer = context;
	char time[32], name[64], comm[HF_COMM_LEN + 1], path[EVENT_PATH_SIZE];
	const char *reason;
	json_t *object;

	if (size < sizeof(*event))
		return 0;
	format_boot_time(event->time, time, sizeof(time));
	reason = event_reason(event, name, sizeof(name));
	snprintf(comm, sizeof(comm), "%.*s", HF_COMM_LEN, event->comm);
	make_printable(comm);
	copy_path(event, path);
	make_printable(path);
	if (!printer->json) {
		printf("%-20s  %-7s  %-6s  %-21s  %7u  %5u  %-15s  %s\n", time,
		       verdict_name(event->verdict), engine_name(event->engine), reason,
		       event->tgid, event->uid, comm, *path ? path : "-");
		/* Nobody reads: taking out more would lose it. */
		return fflush(stdout) == EOF ? -EIO : 0;
	}
	object = build_json(event, time, reason, comm, path);
	if (printer->follow)
		return print_json_line(object) == EXIT_OK ? 0 : -EIO;
	json_array_append_new(printer->events, object);
	return 0;
}

static int follow_events(struct ring_buffer *buffer)
{
	struct sigaction action = { .sa_handler = interrupt };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	while (!interrupted) {
		int n = ring_buffer__poll(buffer, 1000);

		if (n == -EIO) /* print_event()'s, which has been or will be reported */
			return n;
		if (n < 0 && n != -EINTR)
			return fail("cannot read the events: %s", strerror(-n));
	}
	return 0;
}

static uint64_t read_lost(void)
{
	struct engine engine;

	if (engine_open(&engine) != ENGINE_FOUND)
		return 0;
	engine_close(&engine);
	return engine.last.state.lost;
}

static int print_events(struct printer *printer, int fd)
{
	struct ring_buffer *buffer = ring_buffer__new(fd, print_event, printer, NULL);
	uint64_t lost;
	int n;

	if (!buffer) {
		fail("cannot map the buffer of events: %m");
		return EXIT_FAILED;
	}
	if (!printer->json)
		printf("%-20s  %-7s  %-6s  %-21s  %7s  %5s  %-15s  %s\n", "TIME", "VERDICT",
		       "ENGINE", "REASON", "PID", "UID", "COMMAND", "EXECUTABLE");
	n = ring_buffer__consume(buffer);
	if (n >= 0 && printer->follow)
		n = follow_events(buffer);
	ring_buffer__free(buffer);
	if (n < 0)
		return EXIT_FAILED;
	lost = read_lost();
	if (printer->json && !printer->follow)
		return print_json(json_pack("{s:O, s:I}", "events", printer->events, "lost",
					    (json_int_t)lost));
	if (lost)
		fail("%llu events were lost since the lock: the buffer was full",
		     (unsigned long long)lost);
	return EXIT_OK;
}

/* A stored engine of another layout would be misread. */
static int open_events(void)
{
	struct engine engine;
	int fd;

	switch (engine_open(&engine)) {
	case ENGINE_FOUND:
		engine_close(&engine);
		break;
	case ENGINE_ABSENT:
		return fail("no engine of holdfast is loaded, so nothing is recorded; "
			    "load one: holdfast lock LEVEL");
	case ENGINE_FOREIGN:
		return fail("another version of holdfast has locked this kernel; use that one");
	case ENGINE_UNREADABLE:
		return fail("cannot read %s: %m", ENGINE_DIR);
	}
	fd = engine_open_events();
	if (fd < 0)
		return fail("cannot open the events: %s%s", strerror(-fd),
			    fd == -EACCES ? "; only root may see who was stopped" : "");
	return fd;
}

/*
 * Each reader sets where the next one begins: two would print events twice, and one that was held
 * up would read anew what has been written over. Held until exit.
 */
static int be_the_reader(void)
{
	int turn = open("/run/holdfast.events", O_RDONLY | O_CREAT | O_CLOEXEC, 0600);

	if (turn >= 0 && !flock(turn, LOCK_EX | LOCK_NB))
		return 0;
	if (turn >= 0 && errno == EWOULDBLOCK)
		return fail("another `holdfast events` is reading, and each event is read once; "
			    "end that one first");
	return fail("cannot take /run/holdfast.events: %m");
}

int cmd_events(int argc, char **argv)
{
	static const struct option options[] = { { "follow", no_argument, NULL, 'f' },
						 OPTION_JSON,
						 OPTIONS_END };
	struct printer printer = { 0 };
	int fd, status, c;

	while ((c = next_option(argc, argv, options)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		printer.follow |= c == 'f';
		printer.json |= c == 'j';
	}
	if (optind < argc)
		return fail_usage("events: no arguments, but got '%s'", argv[optind]);
	fd = open_events();
	if (fd < 0 || be_the_reader())
		return EXIT_FAILED;
	printer.events = json_array();
	status = print_events(&printer, fd);
	json_decref(printer.events);
	close(fd);
	return status;
}
