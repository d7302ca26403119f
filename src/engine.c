// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/syscall.h>
#include <bpf/bpf.h>

#include "anchor.h"
#include "engine.h"
#include "names.h"

int engine_open_pin(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), ENGINE_DIR "/%s", name);
	fd = bpf_obj_get(path);
	return fd < 0 ? -errno : fd;
}

int engine_read(struct engine *engine)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &engine->last,
		    .ctx_size_in = sizeof(engine->last));
	int err = bpf_prog_test_run_opts(engine->report, &run);

	return err ? err : (int)run.retval;
}

enum engine_presence engine_open(struct engine *engine)
{
	memset(engine, 0, sizeof(*engine));
	engine->report = engine_open_pin("report");
	/* Where bpf(2) is refused as such, by seccomp say, its errno tells nothing about the file. */
	if (engine->report < 0)
		return access(ENGINE_DIR, F_OK) || !anchor_exists(ENGINE_DIR) ? ENGINE_ABSENT :
										ENGINE_UNREADABLE;
	/* An argument of another size than its own: EINVAL. */
	if (engine_read(engine) || engine->last.state.abi != HF_ABI ||
	    engine->last.state.reasons != reasons_digest()) {
		engine_close(engine);
		memset(&engine->last, 0, sizeof(engine->last));
		return ENGINE_FOREIGN;
	}
	return ENGINE_FOUND;
}

void engine_close(struct engine *engine)
{
	close(engine->report);
}

int engine_open_events(void)
{
	return engine_open_pin("events");
}

int run_control(int program, const struct hf_control *control)
{
	struct hf_control argument = *control;
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &argument, .ctx_size_in = sizeof(argument));
	int err = bpf_prog_test_run_opts(program, &run);

	return err ? err : (int)run.retval;
}

static int ask_control(const struct hf_control *control)
{
	int fd = engine_open_pin("control");
	int err;

	if (fd < 0)
		return fd;
	if (control->op == HF_CONTROL_RAISE)
		engine_note_guards(fd);
	err = run_control(fd, control);
	close(fd);
	return err;
}

int engine_control(enum hf_control_op op, enum hf_level level)
{
	struct hf_control control = { .op = op, .level = level };

	return ask_control(&control);
}

int engine_enforce(hf_reason_set set)
{
	struct hf_control control = { .op = HF_CONTROL_ENFORCE, .id = set };

	return ask_control(&control);
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
