// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdint.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "engine/bpf/failure.h"
#include "engine/bpf/loading_guard.h"
#include "engine/bpf/own_objects.h"

/* The most references from an engine's programs to its maps. */
#define MAX_USES 2048

/* The ids of the maps that the staying programs refer to; a map is listed once for each program. */
struct uses {
	size_t count;
	__u32 ids[MAX_USES];
};

static int add(const struct engine_bpf *skel, const struct load_request *request,
	       enum hf_own_kind kind, __u32 id, __u64 value)
{
	struct hf_own key = { .kind = kind, .id = id };

	if (!loading_guard_covers(request->guard, kind, id))
		return -ERANGE;
	return bpf_map_update_elem(bpf_map__fd(skel->maps.objects), &key, &value, BPF_NOEXIST) ?
		       -errno :
		       0;
}

/* Programs that only teach the engine end with the loader. */
static bool stays(const struct engine_bpf *skel, const struct bpf_program *program)
{
	return program != skel->progs.learn && program != skel->progs.samples &&
	       program != skel->progs.sample_bpf_call && program != skel->progs.sample_sysctl_calls;
}

static int add_program(const struct engine_bpf *skel, const struct load_request *request,
		       const struct bpf_program *program, struct uses *uses)
{
	/* Anybody may have a descriptor of these: they can only raise, report and refuse. */
	bool open = program == skel->progs.control || program == skel->progs.report ||
		    program == skel->progs.policy || program == skel->progs.list ||
		    program == skel->progs.record || program == skel->progs.calls ||
		    program == skel->progs.guard_debugfs ||
		    program == skel->progs.guard_driver_files;
	struct bpf_prog_info info = {
		.nr_map_ids = (__u32)(MAX_USES - uses->count),
		.map_ids = (__u64)(uintptr_t)(uses->ids + uses->count),
	};
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size))
		return -errno;
	if (stays(skel, program))
		uses->count += info.nr_map_ids;
	if (uses->count > MAX_USES)
		return -E2BIG;
	return add(skel, request, HF_OWN_PROG, info.id, HF_OBJECT(open, 0));
}

static int add_map(const struct engine_bpf *skel, const struct load_request *request,
		   const struct bpf_map *map, const struct uses *uses)
{
	struct bpf_map_info info = { 0 };
	__u32 size = sizeof(info);
	unsigned int programs = 0;

	if (bpf_obj_get_info_by_fd(bpf_map__fd(map), &info, &size))
		return -errno;
	for (size_t i = 0; i < uses->count; i++)
		programs += uses->ids[i] == info.id;
	return add(skel, request, HF_OWN_MAP, info.id, HF_OBJECT(false, programs));
}

/* While the engine is loaded, the guard's programs run, and count as its own. */
static int add_loading_guard(const struct engine_bpf *skel, const struct load_request *request)
{
	unsigned int i = 0, id;
	int err = 0;

	while (!err && (id = loading_guard_program(request->guard, i++)))
		err = add(skel, request, HF_OWN_PROG, id, HF_OBJECT(0, 0));
	return err;
}

int own_add_programs_and_maps(struct engine_bpf *skel, const struct load_request *request)
{
	struct uses uses = { 0 };
	struct bpf_program *program;
	struct bpf_map *map;
	int err = engine_step("note the guard of the load", NULL) ?:
								    add_loading_guard(skel, request);

	bpf_object__for_each_program(program, skel->obj) if (!err && bpf_program__autoload(program))
		err = engine_step("note the program", bpf_program__name(program)) ?:
			      add_program(skel, request, program, &uses);
	/* The descriptor does not show whether a map was created: since libbpf 1.4 it is valid in both cases. */
	bpf_object__for_each_map(map, skel->obj) if (!err && bpf_map__autocreate(map))
		err = engine_step("note the map", bpf_map__name(map)) ?:
			      add_map(skel, request, map, &uses);
	return err;
}

static int add_link(const struct engine_bpf *skel, const struct load_request *request,
		    const struct bpf_link *link)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);

	if (bpf_obj_get_info_by_fd(bpf_link__fd(link), &info, &size))
		return -errno;
	return add(skel, request, HF_OWN_LINK, info.id, HF_OBJECT(0, 0));
}

int own_add_links(struct engine_bpf *skel, const struct load_request *request)
{
	struct bpf_program *program;
	int err = 0;

	bpf_object__for_each_program(program, skel->obj)
	{
		const char *name = bpf_program__name(program);
		const struct bpf_link *link = find_link(skel, name);

		if (!err && link)
			err = engine_step("note the link of the program", name) ?:
				      add_link(skel, request, link);
	}
	return err;
}
