// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/file.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "base/report.h"
#include "engine/engine.h"
#include "kernel/log.h"
#include "report/event_buffer.h"

uint64_t read_lost_events(void)
{
	struct engine engine;

	if (engine_open(&engine) != ENGINE_FOUND)
		return 0;
	engine_close(&engine);
	return engine.last.state.lost;
}

/* Opens the events of an engine whose layout is ours; another's would be misread. */
static int open_events(void)
{
	struct engine engine;
	int fd;

	switch (engine_open(&engine)) {
	case ENGINE_FOUND:
		engine_close(&engine);
		break;
	case ENGINE_ABSENT:
		return fail_absent("no engine of holdfast is loaded, so nothing is recorded; "
				   "load one: holdfast lock LEVEL");
	case ENGINE_FOREIGN:
		return fail("another version of holdfast has locked this kernel; use that one");
	case ENGINE_UNREADABLE:
		return fail("cannot read %s: %m", ENGINE_DIR);
	}
	fd = engine_open_events();
	if (fd < 0)
		return fail("cannot open the events: %s%s", strerror(-fd),
			    fd == -EACCES ? "; only root may read them" : "");
	return fd;
}

/*
 * Takes the reader's lock, until exit. A reader stores where the next one begins: two readers would print events
 * twice, and a delayed one would set that back to events that have been overwritten.
 */
static int be_the_reader(void)
{
	int turn = open("/run/holdfast.events", O_RDONLY | O_CREAT | O_CLOEXEC, 0600);

	if (turn >= 0 && !flock(turn, LOCK_EX | LOCK_NB))
		return 0;
	if (turn >= 0 && errno == EWOULDBLOCK)
		return fail("another `holdfast events` is reading, or `holdfast suggest`, and each "
			    "event is read once; end that one first");
	return fail("cannot take /run/holdfast.events: %m");
}

int open_event_buffer(void)
{
	int fd = open_events();

	if (fd < 0 || !be_the_reader())
		return fd;
	close(fd);
	return -1;
}

/* Returns 0 or -errno. */
static int ask_record(int fd, struct hf_record *record)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = record, .ctx_size_in = sizeof(*record));
	int err = bpf_prog_test_run_opts(fd, &run);

	return err ? err : (int)run.retval;
}

/* Asks again if somebody else is reading, or if the event was overwritten while it was copied. */
static int ask_record_again(int fd, struct hf_record *record)
{
	int err = -EAGAIN;

	for (int i = 0; i < 100 && err == -EAGAIN; i++)
		err = ask_record(fd, record);
	return err;
}

static int see_events(int fd, bool take, see_event *see, void *context)
{
	struct hf_record record = { 0 };
	int err;

	for (;;) {
		record.op = HF_RECORD_PEEK;
		err = ask_record_again(fd, &record);
		if (err)
			return err == -ENOENT ? 0 :
						fail("cannot read the events: %s", strerror(-err));
		err = see(context, &record.event);
		if (err)
			return err;
		record.op = HF_RECORD_DROP;
		/* If another reader has taken it, that is fine. */
		if (take)
			ask_record(fd, &record);
		record.number++;
	}
}

int take_events(int fd, see_event *see, void *context)
{
	return see_events(fd, true, see, context);
}

int peek_events(int fd, see_event *see, void *context)
{
	int err;

	if (!engine_is_builtin())
		return see_events(fd, false, see, context);
	err = read_kernel_log(fd, see, context);
	return err < 0 && err != -1 ? fail("cannot read the kernel's log: %s", strerror(-err)) :
				      err;
}
