// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <bpf/bpf.h>

#include "engine.h"
#include "event_buffer.h"
#include "kernel_log.h"
#include "report.h"

uint64_t read_lost_events(void)
{
	struct engine engine;

	if (engine_open(&engine) != ENGINE_FOUND)
		return 0;
	engine_close(&engine);
	return engine.last.state.lost;
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

/* The kernel's layout, of its Documentation/bpf/ringbuf.rst: two pages of positions, then data. */
struct mapped {
	const char *base;
	size_t page;
	size_t size; /* of the data, which is mapped twice: what wraps around is in one piece */
};

static unsigned long read_position(const struct mapped *buffer, size_t page)
{
	return __atomic_load_n((const unsigned long *)(buffer->base + page * buffer->page),
			       __ATOMIC_ACQUIRE);
}

/*
 * Nobody writes over what has not been consumed, and nobody consumes while this is the reader.
 * One that is being written ends it: what follows is newer than this look.
 */
static int see_events(const struct mapped *buffer,
		      int (*see)(void *context, const struct hf_event *event), void *context)
{
	unsigned long at = read_position(buffer, 0), end = read_position(buffer, 1);
	const char *data = buffer->base + 2 * buffer->page;
	int err = 0;

	while (!err && at < end) {
		const char *record = data + (at & (buffer->size - 1));
		unsigned int head = __atomic_load_n((const unsigned int *)(const void *)record,
						    __ATOMIC_ACQUIRE);
		size_t len = head & ~(BPF_RINGBUF_BUSY_BIT | BPF_RINGBUF_DISCARD_BIT);

		if (head & BPF_RINGBUF_BUSY_BIT)
			break;
		if (!(head & BPF_RINGBUF_DISCARD_BIT) && len >= sizeof(struct hf_event))
			err = see(context, (const void *)(record + BPF_RINGBUF_HDR_SZ));
		at += (len + BPF_RINGBUF_HDR_SZ + 7) / 8 * 8;
	}
	return err;
}

int peek_events(int fd, int (*see)(void *context, const struct hf_event *event), void *context)
{
	struct bpf_map_info info = { 0 };
	struct mapped buffer = { .page = (size_t)sysconf(_SC_PAGESIZE) };
	unsigned int info_size = sizeof(info);
	size_t size;
	void *base;
	int err;

	if (engine_is_builtin()) {
		err = read_kernel_log(fd, see, context);
		return err < 0 && err != -1 ?
			       fail("cannot read the kernel's log: %s", strerror(-err)) :
			       err;
	}
	if (bpf_obj_get_info_by_fd(fd, &info, &info_size))
		return fail("cannot look at the buffer of events: %m");
	buffer.size = info.max_entries;
	size = 2 * buffer.page + 2 * buffer.size;
	base = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	if (base == MAP_FAILED)
		return fail("cannot map the buffer of events: %m");
	buffer.base = base;
	err = see_events(&buffer, see, context);
	munmap(base, size);
	return err;
}
