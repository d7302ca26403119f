// SPDX-License-Identifier: GPL-2.0
/* The running BPF engine, reached through its pins. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/syscall.h>
#include <bpf/bpf.h>

#include "base/names.h"
#include "engine/anchor/anchor.h"
#include "engine/ops.h"

#define INIT_ROOT "/proc/1/root"

/*
 * The anchor is where init sees it. A process that cannot see it (in a chroot, in a container with the host's
 * processes, or with another mount over it) moves to init's root, for good: from then on it talks about the same
 * engine as everybody else.
 */
static void look_where_init_does(void)
{
	static bool looked;

	if (looked)
		return;
	looked = true;
	if (!anchor_exists(ENGINE_DIR) && anchor_exists(INIT_ROOT ENGINE_DIR))
		anchor_enter_init();
}

bool engine_is_anchored(void)
{
	return anchor_exists(ENGINE_DIR);
}

int engine_enter_init(void)
{
	return anchor_stand_alone() || anchor_enter_init() ? -1 : 0;
}

/*
 * After `lock --seal` the first folder holds symbolic links into the second. Root can remount it nosymfollow, which no
 * hook can refuse; so the second folder is tried, too.
 */
int engine_open_pin(const char *name)
{
	static const char *const folders[] = { ENGINE_DIR, SEAL_DIR, HANDLES_DIR };
	int fd = -1;

	look_where_init_does();
	errno = ENOENT;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char path[128];

		if (fd >= 0 || (errno != ENOENT && errno != ELOOP))
			break;
		snprintf(path, sizeof(path), "%s/%s", folders[i], name);
		fd = bpf_obj_get(path);
	}
	return fd < 0 ? -errno : fd;
}

static int read_report(struct engine *engine)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &engine->last,
		    .ctx_size_in = sizeof(engine->last));
	int err = bpf_prog_test_run_opts(engine->report, &run);

	return err ? err : (int)run.retval;
}

static enum engine_presence open_report(struct engine *engine)
{
	engine->report = engine_open_pin("report");
	/* If seccomp refuses bpf(2), its errno says nothing about the pin. */
	if (engine->report < 0)
		return access(ENGINE_DIR, F_OK) || !anchor_exists(ENGINE_DIR) ? ENGINE_ABSENT :
										ENGINE_UNREADABLE;
	/* A program of another version wants an argument of another size: EINVAL. */
	if (read_report(engine) || engine->last.state.abi != HF_ABI ||
	    engine->last.state.reasons != reasons_digest()) {
		engine_close(engine);
		return ENGINE_FOREIGN;
	}
	return ENGINE_FOUND;
}

static int open_buffer(void)
{
	return engine_open_pin("record");
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

static bool test_run_is_refused(__u32 repeat)
{
	union bpf_attr attr;

	memset(&attr, 0, sizeof(attr));
	attr.test.prog_fd = (__u32)-1;
	attr.test.repeat = repeat;
	return syscall(SYS_bpf, BPF_PROG_TEST_RUN, &attr, sizeof(attr)) < 0 && errno == EPERM;
}

/* If seccomp refuses all of bpf(2) with the same errno, no program has answered. */
bool program_answers(unsigned int repeat)
{
	return test_run_is_refused(repeat) && !test_run_is_refused(0);
}

static bool witness_answers(void)
{
	return program_answers(HF_WITNESS_REPEAT);
}

const struct engine_ops bpf_engine = {
	.kind = HF_ENGINE_BPF,
	.open = open_report,
	.read = read_report,
	.control = ask_control,
	.open_events = open_buffer,
	.is_enforcing = witness_answers,
	.look_at_guards = bpf_look_at_guards,
	.attach_guards = bpf_attach_guards,
	.check_rules = bpf_check_rules,
	.change_rules = bpf_change_rules,
};
