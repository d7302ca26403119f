// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/bpf/held_maps.h"
#include "engine/engine.h"

#define MAP(name, there) #name,
static const char *const names[] = {
#include "held_maps.def"
};
#undef MAP

/* Returns 0 if no map is held, the number of one that is (from 1 on), or -errno. */
static int find_held(int control)
{
	struct hf_control argument = { .op = HF_CONTROL_HELD };
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &argument, .ctx_size_in = sizeof(argument));
	int err = bpf_prog_test_run_opts(control, &run) ?: (int)run.retval;

	return err == -EBUSY ? (int)argument.id : err;
}

int check_held_maps(const char *otherwise)
{
	int control = engine_open_pin("control");
	int held = control;

	/* The kernel frees a closed descriptor's references a moment later. */
	for (int i = 0; i < 200 && control >= 0; i++) {
		held = find_held(control);
		if (held <= 0)
			break;
		usleep(10000);
	}
	if (control >= 0)
		close(control);
	if (held < 0)
		return fail("the engine cannot be asked who has its maps: %s", strerror(-held));
	if (held > 0 && (size_t)held <= sizeof(names) / sizeof(names[0]))
		return fail("another process has a way to the engine's map %s (a descriptor, or a "
			    "program that uses it), and could undo the lock by it; %s",
			    names[held - 1], otherwise);
	return 0;
}
