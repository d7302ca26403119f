// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/report.h"
#include "engine/bpf/failure.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/info.h"
#include "engine/bpf/loading_guard.h"
#include "engine/ops.h"
#include "engine/prove.h"
#include "engine/types/kernel_functions.h"
#include "engine/types/object_types.h"
#include "kernel/preflight.h"
#include "loading.skel.h"

struct loading_guard {
	struct loading_bpf *skel;
};

static __u32 find_last(int (*get_next_id)(__u32 start, __u32 *next))
{
	__u32 id = 0;

	while (!get_next_id(id, &id))
		;
	return id;
}

/*
 * Until the map of constants is frozen, any process with a descriptor of it can change them. After the load
 * skel->rodata is that map, so the values are compared then.
 */
static int load_constants(struct loading_bpf *skel, const struct object_types *types)
{
	const struct loading_bpf__rodata wanted = *skel->rodata, *got;
	int err = object_types_fill(types, skel->obj) ?: loading_bpf__load(skel);

	if (err)
		return err;
	got = skel->rodata;
	return got->can_read_kernel == wanted.can_read_kernel &&
			       got->loads_by_type == wanted.loads_by_type &&
			       got->loader == wanted.loader && got->last_map == wanted.last_map &&
			       got->last_program == wanted.last_program &&
			       got->last_link == wanted.last_link &&
			       got->guards_ftrace == wanted.guards_ftrace ?
		       0 :
		       -EBUSY;
}

static int load(struct loading_guard *guard, bool can_read, bool guards_ftrace)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts);
	struct object_types types;
	int err;

	object_types_open(&types, &opts);
	guard->skel = loading_bpf__open_opts(&opts);
	if (!guard->skel) {
		err = -errno;
		object_types_close(&types);
		return err;
	}
	guard->skel->rodata->can_read_kernel = can_read;
	guard->skel->rodata->loads_by_type = kernel_loads_by_type(can_read);
	guard->skel->rodata->loader = (__u32)getpid();
	guard->skel->rodata->last_map = find_last(bpf_map_get_next_id);
	guard->skel->rodata->last_program = find_last(bpf_prog_get_next_id);
	guard->skel->rodata->last_link = find_last(bpf_link_get_next_id);
	guard->skel->rodata->guards_ftrace = guards_ftrace;
	bpf_program__set_autoload(guard->skel->progs.loading_ftrace, guards_ftrace);
	err = engine_step("load the guard of the load", NULL) ?:
								load_constants(guard->skel, &types);
	object_types_close(&types);
	return err							 ?:
		       engine_step("attach the guard of the load", NULL) ?:
		       loading_bpf__attach(guard->skel)			 ?:
		       kernel_functions_attach(guard->skel->skeleton);
}

static int check_guard(void)
{
	return program_answers(HF_LOADING_REPEAT) ? 0 : fail_witness();
}

/*
 * A process with a descriptor of the link can have detached it, or replaced its program; a program that comes after
 * ours can overrule it.
 */
static bool ftrace_is_guarded(const struct loading_bpf *skel, const struct bpf_link *link)
{
	__u32 own = program_id(skel->progs.loading_ftrace), size = sizeof(struct bpf_link_info);
	struct bpf_link_info info = { 0 };

	return own && !bpf_obj_get_info_by_fd(bpf_link__fd(link), &info, &size) &&
	       info.cgroup.cgroup_id && info.prog_id == own && ftrace_guard_is_last(own);
}

static int fail_ftrace_guard(void)
{
	return fail("another process has removed or overruled the guard of "
		    "kernel.ftrace_enabled; nothing is locked");
}

/*
 * While ftrace is off, no program of ours runs, and others can get the guard's link by its id. So the switch is
 * checked after the guard is attached: if ftrace is on then and the guard is in place, ftrace has been on all along.
 */
static int guard_ftrace(const struct loading_guard *guard)
{
	struct loading_bpf *skel = guard->skel;
	int err = ftrace_guard_link(skel->progs.loading_ftrace, &skel->links.loading_ftrace);

	if (err)
		return fail("the switch of ftrace cannot be guarded by a program on the root of "
			    "cgroup v2: %s; nothing is locked",
			    strerror(-err));
	if (check_guard())
		return -1;
	return ftrace_is_guarded(skel, skel->links.loading_ftrace) ? 0 : fail_ftrace_guard();
}

int loading_guard_renew_ftrace(const struct loading_guard *guard)
{
	struct loading_bpf *skel = guard->skel;
	struct bpf_link *old = skel->links.loading_ftrace, *new;
	int err;

	if (!old)
		return 0;
	err = ftrace_guard_link(skel->progs.loading_ftrace, &new);
	if (err)
		return fail("the switch of ftrace cannot be guarded again by a program on the root "
			    "of cgroup v2: %s; nothing is locked",
			    strerror(-err));
	/*
	 * If the old guard is still in place, ftrace was never off until the new one was attached. A process with a
	 * descriptor of the old link can have turned ftrace off, but had to turn it on again, and can reach neither
	 * guard from now on.
	 */
	err = check_guard();
	if (!err && (!ftrace_is_guarded(skel, old) || !ftrace_is_guarded(skel, new)))
		err = fail_ftrace_guard();
	if (err) {
		bpf_link__destroy(new);
		return err;
	}
	skel->links.loading_ftrace = new;
	bpf_link__destroy(old);
	return 0;
}

static bool is_traced(void)
{
	FILE *status = fopen("/proc/self/status", "re");
	char line[256];
	int tracer = 0;

	while (status && fgets(line, sizeof(line), status))
		if (sscanf(line, "TracerPid: %d", &tracer) == 1)
			break;
	if (status)
		fclose(status);
	return tracer;
}

struct loading_guard *loading_guard_start(bool can_read, bool holds)
{
	bool guards_ftrace = holds && ftrace_can_be_switched_off();
	struct loading_guard *guard = calloc(1, sizeof(*guard));
	int err;

	keep_libbpf_words();
	if (!guard) {
		fail("out of memory");
		return NULL;
	}
	if (is_traced()) {
		fail("another process traces this one, and could take the engine's objects; "
		     "nothing is locked");
		goto failed;
	}
	err = load(guard, can_read, guards_ftrace);
	if (err) {
		fail_at_step("guarded", err);
		goto failed;
	}
	if (check_guard() || (guards_ftrace && guard_ftrace(guard)))
		goto failed;
	return guard;
failed:
	loading_guard_end(guard);
	return NULL;
}

void loading_guard_end(struct loading_guard *guard)
{
	if (!guard)
		return;
	loading_bpf__destroy(guard->skel);
	free(guard);
}

void loading_guard_leave_ftrace(const struct loading_guard *guard)
{
	bpf_link__destroy(guard->skel->links.loading_ftrace);
	guard->skel->links.loading_ftrace = NULL;
}

unsigned int loading_guard_program(const struct loading_guard *guard, unsigned int i)
{
	struct bpf_program *program;

	bpf_object__for_each_program(program, guard->skel->obj)
	{
		if (bpf_program__autoload(program) && !i--)
			return program_id(program);
	}
	return 0;
}

bool loading_guard_has(const struct loading_guard *guard, unsigned int id)
{
	unsigned int i = 0, own;

	while ((own = loading_guard_program(guard, i++)))
		if (own == id)
			return true;
	return false;
}

bool loading_guard_covers(const struct loading_guard *guard, enum hf_own_kind kind, unsigned int id)
{
	const struct loading_bpf__rodata *known = guard->skel->rodata;

	if (kind == HF_OWN_PROG)
		return id > known->last_program;
	return id > (kind == HF_OWN_MAP ? known->last_map : known->last_link);
}
