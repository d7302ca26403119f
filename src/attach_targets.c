// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>

#include "attach_targets.h"
#include "engine_failure.h"
#include "memory.h"

/* What a section's name begins with, and what the kernel's function does. */
static const struct kind {
	const char *section, *prefix;
	enum bpf_prog_type type;
	enum bpf_attach_type attach;
} kinds[] = {
	{ "lsm/", "bpf_lsm_", BPF_PROG_TYPE_LSM, BPF_LSM_MAC },
	{ "fentry/", "", BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY },
	{ "fexit/", "", BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* By their places in the set. */
static struct {
	const struct kernel_types *types;
	struct name_set names;
	__u32 *ids;
} targets;

/* NULL where it is of another kind. For free(). */
static char *name_target(const struct bpf_program *program)
{
	const char *section = bpf_program__section_name(program);

	for (size_t i = 0; i < KINDS; i++) {
		size_t len = strlen(kinds[i].section);

		if (!strncmp(section, kinds[i].section, len))
			return must_format("%s%s", kinds[i].prefix, section + len);
	}
	return NULL;
}

/* Only now is it known what libbpf was kept from doing. */
static int set_target(struct bpf_program *program, struct bpf_prog_load_opts *opts, long cookie)
{
	const struct kind *kind = &kinds[cookie];
	char *name = name_target(program);
	long place = name ? name_set_find(&targets.names, name) : -1;

	free(name);
	if (place < 0 || !targets.ids[place]) {
		engine_step("find the kernel's function for the program",
			    bpf_program__name(program));
		return -ESRCH;
	}
	opts->attach_btf_id = targets.ids[place];
	return bpf_program__set_type(program, kind->type);
}

static int attach(const struct bpf_program *program, long cookie, struct bpf_link **link)
{
	*link = kinds[cookie].type == BPF_PROG_TYPE_LSM ? bpf_program__attach_lsm(program) :
							  bpf_program__attach_trace(program);
	return *link ? 0 : -errno;
}

/* A kind that is refused is left to libbpf. */
void attach_targets_register(void)
{
	static bool done;

	for (size_t i = 0; !done && i < KINDS; i++) {
		LIBBPF_OPTS(libbpf_prog_handler_opts, handler, .cookie = (long)i,
			    .prog_prepare_load_fn = set_target, .prog_attach_fn = attach);

		/* Of any type that libbpf does not read the kernel's types for. */
		libbpf_register_prog_handler(kinds[i].section, BPF_PROG_TYPE_RAW_TRACEPOINT,
					     kinds[i].attach, &handler);
	}
	done = true;
}

static void note_target(void *data, unsigned int id, size_t name)
{
	(void)data;
	if (btf_is_func(kernel_type(targets.types, id)))
		targets.ids[name] = id;
}

void attach_targets_find(const struct kernel_types *types, const struct bpf_object *object)
{
	struct bpf_program *program;
	char *name;

	bpf_object__for_each_program(program, object)
	{
		name = bpf_program__autoload(program) ? name_target(program) : NULL;
		/* The set keeps the text. */
		if (name && name_set_find(&targets.names, name) < 0)
			name_set_add(&targets.names, name, strlen(name));
		else
			free(name);
	}
	targets.types = types;
	targets.ids = must_resize(targets.ids, targets.names.count * sizeof(*targets.ids));
	memset(targets.ids, 0, targets.names.count * sizeof(*targets.ids));
	kernel_types_look_up(types, &targets.names, note_target, NULL);
}
