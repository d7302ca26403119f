// SPDX-License-Identifier: GPL-2.0
/* Which programs and maps are loaded for a kernel and a request, and which programs are attached. */
#include <time.h>
#include <bpf/libbpf.h>

#include "engine/bpf/drivers.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/load.h"
#include "engine/bpf/loaded.h"
#include "engine/bpf/paths.h"
#include "engine/bpf/entries.h"
#include "kernel/preflight.h"

struct bpf_program *find_guard(const struct engine_bpf *skel, unsigned int guard)
{
	return bpf_object__find_program_by_name(skel->obj, guards[guard].program);
}

/* Loads the guards that this kernel needs, and those of a policy only if there can be one. */
static void load_guards(struct engine_bpf *skel, bool has_exceptions)
{
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		bpf_program__set_autoload(find_guard(skel, i),
					  guard_is_for_kernel(&guards[i]) &&
						  (has_exceptions ||
						   !(guards[i].needed_for & NEEDS_POLICY)));
}

/* See write_argument() of maps.bpf.h. From here on these names mean the programs that are loaded. */
static void choose_tellers(struct engine_bpf *skel)
{
	if (kernel_is_at_least(7, 3)) {
		skel->progs.report = skel->progs.report_at_once;
		skel->progs.record = skel->progs.record_at_once;
		skel->progs.list = skel->progs.list_at_once;
	}
	bpf_program__set_autoload(skel->progs.report, true);
	bpf_program__set_autoload(skel->progs.record, true);
}

/* The programs and maps that exceptions need, apart from their guards. */
static void select_exceptions(struct engine_bpf *skel, bool wanted)
{
	skel->rodata->has_exceptions = wanted;
	bpf_program__set_autoload(skel->progs.policy, wanted);
	bpf_program__set_autoload(skel->progs.list, wanted);
	bpf_map__set_autocreate(skel->maps.exceptions, wanted);
	bpf_map__set_autocreate(skel->maps.names, wanted);
	bpf_map__set_autocreate(skel->maps.staging, wanted);
	bpf_map__set_autocreate(skel->maps.subjects, wanted);
	bpf_map__set_autocreate(skel->maps.all_reached, wanted);
	bpf_map__set_autocreate(skel->maps.unverified, wanted);
	bpf_map__set_autocreate(skel->maps.quiet, wanted);
	bpf_map__set_autocreate(skel->maps.quiet_rooms, wanted);
	bpf_map__set_autocreate(skel->maps.listing, wanted);
}

static void make_room(struct engine_bpf *skel, const struct hf_blob *blob)
{
	bpf_map__set_max_entries(skel->maps.exceptions,
				 policy_room(blob->counts[HF_BLOB_EXCEPTIONS]));
	bpf_map__set_max_entries(skel->maps.names, policy_room(count_names(blob)));
	bpf_map__set_max_entries(skel->maps.quiet, quiet_room(blob->counts[HF_BLOB_QUIET]));
}

static int tell_names(struct engine_bpf *skel)
{
	skel->rodata->module_hash = kernfs_hash("module");
	return place_drivers((__u32 *)skel->rodata->drivers, (__u32 *)&skel->rodata->driver_shift);
}

/* The clock by which the kernel stamps BPF programs. */
static __u64 boot_time(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (__u64)now.tv_sec * 1000000000 + (__u64)now.tv_nsec;
}

/*
 * Since 6.9 a hook comes before the verifier. On older kernels the engine has to learn how the verifier rewrites
 * calls, and has to read kernel memory for that.
 */
int select_programs(struct engine_bpf *skel, const struct load_request *request)
{
	bool has_load_hook = guard_is_for_kernel(&guards[HF_GUARD_BPF_LOAD]);
	bool counts_hooked = guard_is_for_kernel(&guards[HF_GUARD_HOOKED]);
	bool can_read = request->native < HF_CONFIDENTIALITY;

	/* The kernel's own lockdown refuses the helper at confidentiality: the whole object would not load. */
	skel->rodata->can_read_kernel = can_read;
	skel->rodata->loads_by_type = kernel_loads_by_type(can_read);
	choose_tellers(skel);
	load_guards(skel, request->policy);
	skel->rodata->guards_ftrace = ftrace_can_be_switched_off();
	skel->rodata->seals_while_loading = request->seal && request->hide;
	skel->rodata->hides_anchor = request->hide;
	select_exceptions(skel, request->policy);
	/* bpf_get_fsverity_digest(). */
	skel->rodata->has_digest_function = kernel_is_at_least(6, 8);
	skel->rodata->lsm_can_only_refuse = kernel_is_at_least(6, 12);
	skel->rodata->storage_can_be_busy = !kernel_is_at_least(6, 2);
	skel->rodata->breakpoint_has_mapping = kernel_is_at_least(6, 16);
	skel->rodata->looks_at_check = !has_load_hook && can_read;
	skel->rodata->looks_since = boot_time();
	bpf_map__set_autocreate(skel->maps.looked_at, !has_load_hook);
	bpf_program__set_autoload(skel->progs.samples, !has_load_hook && can_read);
	bpf_program__set_autoload(skel->progs.sample_bpf_call, can_read);
	bpf_program__set_autoload(skel->progs.sample_sysctl_calls,
				  can_read && ftrace_can_be_switched_off());
	bpf_program__set_autoload(skel->progs.learn, can_read);
	/* A seal asks by a link of its own. */
	bpf_program__set_autoattach(skel->progs.calls, false);
	skel->rodata->counts_hooked = counts_hooked;
	bpf_map__set_autocreate(skel->maps.hooked, counts_hooked);
	if (request->policy)
		make_room(skel, request->policy);
	return tell_names(skel);
}

guard_set guards_to_attach(const struct engine_bpf *skel, unsigned int needs)
{
	guard_set set = 0;

	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (guards[i].needed_for & needs && *guards[i].pin &&
		    bpf_program__autoload(find_guard(skel, i)))
			set |= GUARD_BIT(i);
	return set;
}

/* Executing, forking and mapping are hot paths, so a guard is attached there only if it is needed. */
void select_guards(struct engine_bpf *skel, guard_set set)
{
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		bpf_program__set_autoattach(find_guard(skel, i), set & GUARD_BIT(i));
}
