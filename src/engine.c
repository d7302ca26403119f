// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <sys/syscall.h>
#include <bpf/bpf.h>

#include "engine.h"
#include "names.h"

static int open_pin(const char *path, __u32 flags)
{
	LIBBPF_OPTS(bpf_obj_get_opts, opts, .file_flags = flags);
	int fd = bpf_obj_get_opts(path, &opts);

	return fd < 0 ? -errno : fd;
}

enum engine_presence engine_open(struct engine *engine)
{
	struct hf_state state;

	engine->state = open_pin(ENGINE_DIR "/state", BPF_F_RDONLY);
	/* Where bpf(2) is refused as such, by seccomp say, its errno tells nothing about the file. */
	if (engine->state < 0 && access(ENGINE_DIR "/state", F_OK))
		return ENGINE_ABSENT;
	if (engine->state < 0)
		return ENGINE_UNREADABLE;
	engine->counters = open_pin(ENGINE_DIR "/counters", BPF_F_RDONLY);
	if (engine->counters < 0) {
		close(engine->state);
		return ENGINE_UNREADABLE;
	}
	if (engine_read_state(engine, &state) || state.abi != HF_ABI ||
	    state.reasons != reasons_digest()) {
		engine_close(engine);
		return ENGINE_FOREIGN;
	}
	return ENGINE_FOUND;
}

void engine_close(struct engine *engine)
{
	close(engine->state);
	close(engine->counters);
}

int engine_read_state(const struct engine *engine, struct hf_state *state)
{
	__u32 only = 0;

	return bpf_map_lookup_elem(engine->state, &only, state);
}

int engine_read_counter(const struct engine *engine, unsigned int slot, struct hf_counter *counter)
{
	return bpf_map_lookup_elem(engine->counters, &slot, counter);
}

int engine_open_events(void)
{
	return open_pin(ENGINE_DIR "/events", 0);
}

int engine_control(enum hf_control_op op, enum hf_level level)
{
	struct hf_control control = { .op = op, .level = level };
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &control, .ctx_size_in = sizeof(control));
	int fd = open_pin(ENGINE_DIR "/control", 0);
	int err;

	if (fd < 0)
		return fd;
	err = bpf_prog_test_run_opts(fd, &run);
	close(fd);
	return err ? err : (int)run.retval;
}

int engine_attach_confidentiality(void)
{
	int program, link, err = 0;

	if (!access(ENGINE_DIR "/" DEBUGFS_LINK, F_OK))
		return 0;
	program = open_pin(ENGINE_DIR "/" DEBUGFS_PROGRAM, 0);
	if (program < 0)
		return program;
	link = bpf_raw_tracepoint_open(NULL, program);
	if (link < 0 || bpf_obj_pin(link, ENGINE_DIR "/" DEBUGFS_LINK))
		err = -errno;
	close(link);
	close(program);
	return err;
}

bool engine_is_whole(void)
{
	return !access(ENGINE_DIR "/locked_down", F_OK) && !access(ENGINE_DIR "/bpf_prog", F_OK) &&
	       !access(ENGINE_DIR "/witness", F_OK);
}

static bool test_run_is_refused(__u32 repeat)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = (__u32)-1;
	attr.test.repeat = repeat;
	return syscall(SYS_bpf, BPF_PROG_TEST_RUN, &attr, sizeof(attr)) < 0 && errno == EPERM;
}

bool engine_is_enforcing(void)
{
	/* Where seccomp refuses bpf(2) as such, with the same errno, the witness has said nothing. */
	return test_run_is_refused(HF_WITNESS_REPEAT) && !test_run_is_refused(0);
}
