// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <linux/io_uring.h>

#include "base/memory.h"
#include "base/report.h"
#include "base/text_file.h"
#include "engine/bpf/calls.h"
#include "engine/engine.h"

/* Looks, a hundredth of a second apart. */
#define LOOKS 500

/* Those of x32 have the numbers of 64 bits, with this bit. */
#define X32_BIT 0x40000000

static const struct kind {
	const char *name;
	int numbers[3]; /* by enum hf_call_way; -1: there is none */
} kinds[] = {
#define CALL(name, number, number_32) { #name, { number, number_32, -1 } },
#define RING_CALL(name)		      { "IORING_OP_" #name, { -1, -1, IORING_OP_##name } },
#include "engine/bpf/calls.def"
};

/* Returns the name, or NULL if a seal does not wait for such a call. */
static const char *name_call(const struct hf_call_in_flight *call)
{
	int number = call->number & ~X32_BIT;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && call->way < 3; i++)
		if (kinds[i].numbers[call->way] == number)
			return kinds[i].name;
	return NULL;
}

/* Those that a seal waits for. */
struct calls {
	size_t count;
	struct hf_call_in_flight *all;
};

static int read_calls(FILE *list, struct calls *calls)
{
	struct hf_call_in_flight call;

	while (fread(&call, sizeof(call), 1, list) == 1) {
		if (!name_call(&call))
			continue;
		calls->all = must_grow(calls->all, calls->count, sizeof(*calls->all));
		calls->all[calls->count++] = call;
	}
	return ferror(list) ? -EIO : 0;
}

/* Returns 0 or -errno; free calls->all in both cases. @program: a descriptor of the engine's program `calls`. */
static int list_calls(int program, struct calls *calls)
{
	int link = bpf_link_create(program, 0, BPF_TRACE_ITER, NULL);
	FILE *list;
	int err;

	*calls = (struct calls){ 0 };
	if (link < 0)
		return -errno;
	list = stream_of(bpf_iter_create(link));
	err = list ? read_calls(list, calls) : -errno;
	if (list)
		fclose(list);
	close(link);
	return err;
}

static bool has_call(const struct calls *calls, const struct hf_call_in_flight *call)
{
	for (size_t i = 0; i < calls->count; i++)
		if (calls->all[i].thread == call->thread && calls->all[i].started == call->started)
			return true;
	return false;
}

/* Keeps those of @calls whose threads are in such a call now, too. */
static int keep_unfinished(int program, struct calls *calls)
{
	struct calls now;
	size_t kept = 0;
	int err = list_calls(program, &now);

	for (size_t i = 0; !err && i < calls->count; i++)
		if (has_call(&now, &calls->all[i]))
			calls->all[kept++] = calls->all[i];
	if (!err)
		calls->count = kept;
	free(now.all);
	return err;
}

static int fail_call(const struct hf_call_in_flight *call)
{
	return fail("process %d (thread %d) has been in %s since before the seal, and could undo "
		    "the lock by it; it is sealed: end the process, and have `holdfast seal` check "
		    "again",
		    call->process, call->thread, name_call(call));
}

int wait_for_calls(void)
{
	int program = engine_open_pin("calls");
	struct calls calls = { 0 };
	int err = program < 0 ? program : list_calls(program, &calls);

	for (int i = 0; i < LOOKS && !err && calls.count; i++) {
		usleep(10000);
		err = keep_unfinished(program, &calls);
	}
	if (program >= 0)
		close(program);
	if (err)
		err = fail(
			"the engine cannot be asked for calls in flight: %s; it is sealed, but a "
			"call from before could undo the lock",
			strerror(-err));
	else if (calls.count)
		err = fail_call(calls.all);
	free(calls.all);
	return err;
}
