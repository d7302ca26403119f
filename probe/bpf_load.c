// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <bpf/btf.h>
#include <sys/syscall.h>

#include "bpf_load.h"

int load_program(const struct bpf_source *source, char *log, size_t log_size)
{
	static const char license[] = "GPL";
	union bpf_attr attr;
	long fd;

	memset(&attr, 0, sizeof(attr));
	attr.prog_type = source->type;
	attr.expected_attach_type = source->attach_type;
	attr.attach_btf_id = source->target;
	/* Programs of this type have to be sleepable. */
	attr.prog_flags = source->type == BPF_PROG_TYPE_SYSCALL ? BPF_F_SLEEPABLE : 0;
	attr.insns = (uintptr_t)source->insns;
	attr.insn_cnt = (uint32_t)(source->size / sizeof(*source->insns));
	attr.license = (uintptr_t)license;
	attr.log_buf = (uintptr_t)log;
	attr.log_size = (uint32_t)log_size;
	attr.log_level = 1;
	log[0] = '\0';
	fd = syscall(SYS_bpf, BPF_PROG_LOAD, &attr, sizeof(attr));
	if (fd < 0)
		return errno;
	close((int)fd);
	return 0;
}

static const struct btf *kernel_btf(struct probe_result *res)
{
	static struct btf *btf;

	if (!btf)
		btf = btf__load_vmlinux_btf();
	if (!btf)
		probe_unreachable(res, "the kernel does not describe its types (no BTF)");
	return btf;
}

uint32_t find_kernel_type(struct probe_result *res, const char *name, uint32_t kind)
{
	const struct btf *btf = kernel_btf(res);
	int id = btf ? btf__find_by_name_kind(btf, name, kind) : 0;

	if (btf && id <= 0)
		probe_unreachable(res, "this kernel has no %s", name);
	return id > 0 ? (uint32_t)id : 0;
}

int find_member(struct probe_result *res, const char *structure, const char *member)
{
	uint32_t id = find_kernel_type(res, structure, BTF_KIND_STRUCT);
	const struct btf_type *type;

	if (!id)
		return -1;
	type = btf__type_by_id(kernel_btf(res), id);
	for (uint32_t i = 0; i < btf_vlen(type); i++)
		if (!strcmp(btf__name_by_offset(kernel_btf(res), btf_members(type)[i].name_off),
			    member))
			return (int)(btf_member_bit_offset(type, i) / 8);
	probe_unreachable(res, "this kernel's %s has no %s", structure, member);
	return -1;
}

void try_program(struct probe_result *res, const struct bpf_source *source,
		 const struct bpf_source *control)
{
	static char log[65536];
	int err = load_program(control, log, sizeof(log));

	if (err) {
		log[strcspn(log, "\n")] = '\0';
		probe_unreachable(res, "the harmless one does not load either: %s: %.100s",
				  strerrorname_np(err), log);
		return;
	}
	err = load_program(source, log, sizeof(log));
	/* The verifier's log names a refused helper, as it does for the helpers that read (bpf.c). */
	if (err == EINVAL && strstr(log, "cannot use helper")) {
		probe_answer(res, err, 0, EINVAL);
		return;
	}
	if (err == EINVAL || err == EACCES) {
		log[strcspn(log, "\n")] = '\0';
		probe_unreachable(res, "this kernel's verifier wants it otherwise: %.120s", log);
		return;
	}
	probe_answer(res, err, 0, EPERM);
}
