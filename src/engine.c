// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/syscall.h>
#include <bpf/bpf.h>

#include "anchor.h"
#include "builtin.h"
#include "engine.h"
#include "names.h"

int engine_open_pin(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), ENGINE_DIR "/%s", name);
	fd = bpf_obj_get(path);
	if (fd < 0 && errno == ENOENT) {
		snprintf(path, sizeof(path), HANDLES_DIR "/%s", name);
		fd = bpf_obj_get(path);
	}
	return fd < 0 ? -errno : fd;
}

static int read_by_program(struct engine *engine)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &engine->last,
		    .ctx_size_in = sizeof(engine->last));
	int err = bpf_prog_test_run_opts(engine->report, &run);

	return err ? err : (int)run.retval;
}

bool engine_is_builtin(void)
{
	return builtin_is_there();
}

int engine_read(struct engine *engine)
{
	if (engine->kind == HF_ENGINE_LSM)
		return builtin_read(&engine->last);
	return read_by_program(engine);
}

static enum engine_presence open_builtin(struct engine *engine)
{
	int err = builtin_read(&engine->last);

	engine->report = -1;
	if (!err)
		return ENGINE_FOUND;
	memset(&engine->last, 0, sizeof(engine->last));
	errno = -err;
	return err == -EPROTO ? ENGINE_FOREIGN : ENGINE_UNREADABLE;
}

enum engine_presence engine_open(struct engine *engine)
{
	memset(engine, 0, sizeof(*engine));
	engine->kind = engine_is_builtin() ? HF_ENGINE_LSM : HF_ENGINE_BPF;
	if (engine->kind == HF_ENGINE_LSM)
		return open_builtin(engine);
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
	if (engine->report >= 0)
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

/* It knows by itself what the kernel's own lockdown is at. */
static int control_builtin(enum hf_control_op op, enum hf_level level)
{
	switch (op) {
	case HF_CONTROL_RAISE:
		return builtin_raise(level);
	case HF_CONTROL_SEAL:
		return builtin_seal();
	case HF_CONTROL_NATIVE:
		return 0;
	case HF_CONTROL_OWN:
	case HF_CONTROL_FORGET:
	case HF_CONTROL_ENFORCE:
	case HF_CONTROL_SEAL_LINKS:
	case HF_CONTROL_GUARD:
		break;
	}
	return -EOPNOTSUPP;
}

int engine_control(enum hf_control_op op, enum hf_level level)
{
	struct hf_control control = { .op = op, .level = level };

	return engine_is_builtin() ? control_builtin(op, level) : ask_control(&control);
}

int engine_enforce(hf_reason_set set)
{
	struct hf_control control = { .op = HF_CONTROL_ENFORCE, .id = set };

	if (engine_is_builtin())
		return control_builtin(HF_CONTROL_ENFORCE, HF_NONE);
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
	/* It is part of the kernel: there is no way around it. */
	if (engine_is_builtin())
		return true;
	/* Where seccomp refuses bpf(2) as such, with the same errno, the witness has said nothing. */
	return test_run_is_refused(HF_WITNESS_REPEAT) && !test_run_is_refused(0);
}
