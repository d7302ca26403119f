// SPDX-License-Identifier: GPL-2.0
/*
 * random-control COUNT SEED [alone]: asks the control program for COUNT random things, and after
 * each compares what the engine reports with a model: levels never fall, and rise with their guards
 * only (of which one is pinned as debugfs-1), a seal stays, what is not known changes nothing. Alone, the model knows
 * every answer; with others at the same time it knows what may not happen. Prints the first thing that was wrong, or
 * "as it has to be".
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>

#include "engine_abi.h"

static int run(const char *pin, void *argument, unsigned int size)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = argument, .ctx_size_in = size);
	static int programs[2] = { -1, -1 };
	int *program = &programs[*pin == 'r'];
	char path[64];

	snprintf(path, sizeof(path), "/run/initramfs/holdfast/%s", pin);
	if (*program < 0)
		*program = bpf_obj_get(path);
	if (bpf_prog_test_run_opts(*program, &run)) {
		perror(path);
		exit(2);
	}
	return (int)run.retval;
}

static int pin = -1;

static int answer_guard(struct hf_state *model, const struct hf_control *asked)
{
	if (asked->level != HF_GUARD_DEBUGFS && asked->level != HF_GUARD_DRIVERS)
		return -EINVAL;
	/* No driver is loaded. The seal here is only the control program's: no pin is safe. */
	if (asked->level == HF_GUARD_DRIVERS ?
		    asked->id != HF_NO_PIN :
		    asked->id != (unsigned int)pin || model->handles_guarded)
		return -ENOLINK;
	model->guards |= 1U << asked->level;
	return 0;
}

static bool is_guarded(const struct hf_state *model, unsigned int level)
{
	bool drivers = model->guards & 1U << HF_GUARD_DRIVERS;
	bool debugfs = model->guards & 1U << HF_GUARD_DEBUGFS;

	return level == model->level ||
	       ((drivers || model->level) && (debugfs || level < HF_CONFIDENTIALITY));
}

/* The model's answer and its effect. */
static int answer(struct hf_state *model, const struct hf_control *asked)
{
	unsigned int *level = asked->op == HF_CONTROL_RAISE ? &model->level : &model->native;

	switch (asked->op) {
	case HF_CONTROL_RAISE:
	case HF_CONTROL_NATIVE:
		if (asked->level >= HF_LEVELS)
			return -EINVAL;
		if (asked->level < *level)
			return asked->op == HF_CONTROL_RAISE ? -EPERM : 0;
		if (asked->op == HF_CONTROL_RAISE && !is_guarded(model, asked->level))
			return -ENOLINK;
		*level = asked->level;
		return 0;
	case HF_CONTROL_OWN:
		/* Only kinds that do not exist: the engine would note others. */
		return -EINVAL;
	case HF_CONTROL_ENFORCE:
		model->policies[0].audited &= ~asked->id;
		return 0;
	case HF_CONTROL_GUARD:
		return answer_guard(model, asked);
	case HF_CONTROL_FORGET:
		return model->handles_guarded ? -EPERM : 0;
	case HF_CONTROL_SEAL:
		model->handles_guarded = 1;
		model->sealed = 1;
		return 0;
	case HF_CONTROL_SEAL_LINKS:
		/* Only a loader may do this, for an engine that it hides. */
		return -EPERM;
	default:
		return -EINVAL;
	}
}

/* The engine was at none. */
static bool guards_suffice(const struct hf_state *now)
{
	struct hf_state before = { .guards = now->guards };

	return is_guarded(&before, now->level);
}

static const char *compare(const struct hf_state *model, const struct hf_state *now, bool alone)
{
	if (now->level < model->level || now->native < model->native)
		return "a level fell";
	if (now->level >= HF_LEVELS || now->native >= HF_LEVELS)
		return "a level that is none";
	if (now->sealed < model->sealed || now->sealed > 1 ||
	    now->handles_guarded < model->handles_guarded || now->handles_guarded > now->sealed)
		return "the seal broke";
	if (now->policies[0].audited & ~model->policies[0].audited)
		return "more is audited";
	if (model->guards & ~now->guards)
		return "a guard is forgotten";
	if (!guards_suffice(now))
		return "raised without a guard";
	if (now->level && !now->since[now->level])
		return "half of a raise";
	if (alone && (now->level != model->level || now->native != model->native ||
		      now->policies[0].audited != model->policies[0].audited ||
		      now->sealed != model->sealed || now->guards != model->guards ||
		      now->handles_guarded != model->handles_guarded))
		return "more than was asked for";
	return NULL;
}

int main(int argc, char **argv)
{
	unsigned int seed = argc > 2 ? (unsigned int)atoi(argv[2]) : 1;
	bool alone = argc > 3;
	struct hf_report report = { 0 };
	struct hf_state model;

	pin = open("/run/initramfs/holdfast/debugfs-1", O_PATH);
	run("report", &report, sizeof(report));
	model = report.state;
	for (int i = 0; argc > 1 && i < atoi(argv[1]); i++) {
		struct hf_control control = {
			.op = (unsigned int)rand_r(&seed) % 9,
			.level = (unsigned int)rand_r(&seed) % 5,
			.kind = (unsigned int)rand_r(&seed) % 2 ? 0 : 1000,
			.id = (unsigned int)rand_r(&seed),
		};
		int wanted, got;
		const char *wrong;

		if (control.op == HF_CONTROL_GUARD)
			control.id = rand_r(&seed) % 2 ? HF_NO_PIN : (unsigned int)pin;
		/* Rarely, so that both halves of the way there are walked. */
		if ((control.op == HF_CONTROL_SEAL || control.op == HF_CONTROL_SEAL_LINKS) &&
		    rand_r(&seed) % 100)
			control.op = HF_CONTROL_OWN;
		if (control.op != HF_CONTROL_OWN && control.level == HF_CONFIDENTIALITY &&
		    rand_r(&seed) % 100)
			control.level = HF_INTEGRITY;
		wanted = answer(&model, &control);
		got = run("control", &control, sizeof(control));
		run("report", &report, sizeof(report));
		wrong = compare(&model, &report.state, alone);
		if (!wrong && alone && got != wanted)
			wrong = "another answer";
		if (wrong) {
			printf("%s: at %d, op %u level %u: %d, wanted %d\n", wrong, i, control.op,
			       control.level, got, wanted);
			return 1;
		}
		model = report.state;
	}
	puts("as it has to be");
	return 0;
}
