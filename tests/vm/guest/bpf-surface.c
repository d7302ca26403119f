// SPDX-License-Identifier: GPL-2.0
/*
 * bpf-surface: prints for each type of BPF program and each helper of core/bpf_surface.def whether this kernel has that
 * helper for that type, a line each: "TYPE helper ANSWER errno", where ANSWER is good, asked, alone or bad. The errno
 * is that of a program that calls the helper without arguments; "none": the kernel does not have it there. First come
 * the kernel's own counts, "helpers N" and "types N": the list must not be shorter.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "bpf_load.h"
#include "bpf_surface.h"

static const char *const helpers[] = {
#define BPF_HELPER(number, name, GROUP) [number] = #name,
#include "bpf_surface.def"
};

static const char *const types[] = {
#define BPF_TYPE(number, NAME, ...) [number] = #NAME,
#include "bpf_surface.def"
};

/* One that the kernel has, or 0 if it has none. */
static enum bpf_attach_type attach_of(unsigned int type)
{
	static const unsigned int listed[][2] = {
#define BPF_ATTACH(TYPE, number, ...) { HF_BPF_TYPE_##TYPE, (number) },
#include "bpf_surface.def"
	};

	if (type == BPF_PROG_TYPE_TRACING)
		return BPF_TRACE_ITER;
	for (size_t i = 0; i < sizeof(listed) / sizeof(listed[0]); i++)
		if (listed[i][0] == type)
			return (enum bpf_attach_type)listed[i][1];
	return 0;
}

static const char *const answers[] = {
	[HF_BPF_BAD] = "bad",
	[HF_BPF_GOOD] = "good",
	[HF_BPF_ASKED] = "asked",
	[HF_BPF_ALONE] = "alone",
};

/* The last value of a kernel enum; -1: there is no such enum. */
static int find_last(const struct btf *btf, const char *name)
{
	int id = btf__find_by_name_kind(btf, name, BTF_KIND_ENUM);
	const struct btf_type *type = id > 0 ? btf__type_by_id(btf, (__u32)id) : NULL;

	return type ? btf_enum(type)[btf_vlen(type) - 1].val : -1;
}

/* The attach target that a program type needs at its load. */
struct target {
	const char *name;
	__u32 kind;
};

static struct target target_of(unsigned int type)
{
	switch (type) {
	case BPF_PROG_TYPE_TRACING:
		return (struct target){ "bpf_iter_task", BTF_KIND_FUNC };
	case BPF_PROG_TYPE_LSM:
		return (struct target){ "bpf_lsm_file_open", BTF_KIND_FUNC };
	case BPF_PROG_TYPE_STRUCT_OPS:
		return (struct target){ "tcp_congestion_ops", BTF_KIND_STRUCT };
	default:
		return (struct target){ 0 };
	}
}

/* The number of a member that returns a number. */
static enum bpf_attach_type find_returning(const struct btf *btf, __u32 id)
{
	const struct btf_type *type = btf__type_by_id(btf, id);

	for (unsigned int i = 0; i < btf_vlen(type); i++)
		if (!strcmp(btf__name_by_offset(btf, btf_members(type)[i].name_off), "ssthresh"))
			return (enum bpf_attach_type)i;
	return 0;
}

static void try_helper(const struct btf *btf, unsigned int type, unsigned int helper)
{
	static char log[65536];
	const struct bpf_insn insns[] = { CALL((int)helper), SET(BPF_REG_0, 0), EXIT };
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = attach_of(type),
		    .log_buf = log, .log_size = sizeof(log), .log_level = 1,
		    .prog_flags = type == BPF_PROG_TYPE_SYSCALL ? BPF_F_SLEEPABLE : 0);
	struct target target = target_of(type);
	int id = target.name ? btf__find_by_name_kind(btf, target.name, target.kind) : 0;
	int fd, err;
	bool none;

	log[0] = '\0';
	opts.attach_btf_id = id > 0 ? (__u32)id : 0;
	if (id > 0 && type == BPF_PROG_TYPE_STRUCT_OPS)
		opts.expected_attach_type = find_returning(btf, (__u32)id);
	fd = bpf_prog_load((enum bpf_prog_type)type, NULL, "GPL", insns,
			   sizeof(insns) / sizeof(insns[0]), &opts);
	err = fd < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	/* For an unknown type the kernel gives no message. */
	none = strstr(log, "unknown func") || strstr(log, "cannot use helper") ||
	       strstr(log, "not supported for program type") || (err == EINVAL && !*log);
	printf("%s %s %s %s\n", types[type], helpers[helper],
	       answers[hf_bpf_answer_of(helper, hf_bpf_context_of(type))],
	       none ? "none" :
	       err  ? strerrorname_np(err) :
		      "loaded");
}

int main(void)
{
	struct btf *btf = btf__load_vmlinux_btf();

	if (!btf) {
		perror("bpf-surface: the kernel's types");
		return 1;
	}
	printf("helpers %d\ntypes %d\n", find_last(btf, "bpf_func_id"),
	       find_last(btf, "bpf_prog_type"));
	for (unsigned int type = 1; type < HF_BPF_TYPES; type++)
		/* What replaces a function takes a target, and is refused. */
		for (unsigned int helper = 1; type != BPF_PROG_TYPE_EXT && helper < HF_BPF_HELPERS;
		     helper++)
			try_helper(btf, type, helper);
	btf__free(btf);
	return 0;
}
