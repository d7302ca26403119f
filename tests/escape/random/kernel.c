// SPDX-License-Identifier: GPL-2.0
/*
 * Learns the kernel's features by trying them, before the lock, because no list exists. Programs of two or three
 * instructions show which helpers a kind has, and which fields of its context are numbers.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "bpf_load.h"
#include "kernel.h"
#include "random.h"

const struct helper helpers[MAX_HELPERS] = {
#define HELPER(number, name_, arguments_, result_) \
	[number] = { .name = #name_, .arguments = (arguments_), .result = (result_) },
#include "helpers.def"
};

static char verifier_log[16384];

/* Return: 0, or an errno, with the verifier's message in verifier_log. */
static int try_insns(const struct kind *kind, const struct ability *ability,
		     const struct bpf_insn *insns, size_t count)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = kind->attach,
		    .log_buf = verifier_log, .log_size = sizeof(verifier_log), .log_level = 1,
		    .prog_flags = kind->flags);
	int fd;

	if (kind->target != TARGET_NONE)
		opts.attach_btf_id = ability->targets[0].id;
	verifier_log[0] = '\0';
	fd = bpf_prog_load(kind->type, NULL, "GPL", insns, count, &opts);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

static bool is_kind_known(const struct kind *kind, const struct ability *ability)
{
	const struct bpf_insn insns[] = { SET(BPF_REG_0, kind->most), EXIT };

	if (kind->targets[0] && !ability->targets_count)
		return false;
	return !try_insns(kind, ability, insns, COUNT_OF(insns));
}

static void learn_helpers(const struct kind *kind, struct ability *ability)
{
	for (int number = 1; number < MAX_HELPERS; number++) {
		const struct bpf_insn insns[] = { CALL(number), SET(BPF_REG_0, kind->most), EXIT };

		if (!helpers[number].name)
			continue;
		try_insns(kind, ability, insns, COUNT_OF(insns));
		if (strstr(verifier_log, "unknown func") ||
		    strstr(verifier_log, "cannot use helper"))
			continue;
		ability->helpers[ability->helpers_count++] = (uint8_t)number;
	}
}

/* Only a number can be multiplied. */
static void learn_fields(const struct kind *kind, struct ability *ability)
{
	static const uint8_t codes[] = { [4] = BPF_W, [8] = BPF_DW };

	/* No tracepoint that is a target has more than three arguments. */
	int end = kind->type == BPF_PROG_TYPE_RAW_TRACEPOINT ? 24 : 256;

	for (int offset = 0; offset < end; offset += 4) {
		for (int size = 8; size >= 4; size -= 4) {
			const struct bpf_insn insns[] = {
				INSN((uint8_t)(BPF_LDX | BPF_MEM | codes[size]), BPF_REG_0,
				     BPF_REG_1, (int16_t)offset, 0),
				INSN(BPF_ALU64 | BPF_MUL | BPF_K, BPF_REG_0, 0, 0, 3),
				SET(BPF_REG_0, kind->most),
				EXIT,
			};

			if (offset % size || ability->fields_count == MAX_FIELDS ||
			    try_insns(kind, ability, insns, COUNT_OF(insns)))
				continue;
			ability->fields[ability->fields_count++] =
				(struct field){ (int16_t)offset, (uint8_t)size };
		}
	}
}

static void find_structures(struct kernel *kernel)
{
	static const struct {
		char letter;
		const char *name;
	} names[] = { { 't', "task_struct" }, { 'y', "sk_buff" }, { 'o', "sock" },
		      { 'n', "inode" },	      { 'f', "file" },	  { 'q', "seq_file" } };
	int id;

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		id = btf__find_by_name_kind(kernel->btf, names[i].name, BTF_KIND_STRUCT);
		kernel->structures[(int)names[i].letter] = id > 0 ? (uint32_t)id : 0;
	}
	id = btf__find_by_name_kind(kernel->btf, "bpf_map", BTF_KIND_STRUCT);
	kernel->map_structure = id > 0 ? (uint32_t)id : 0;
	id = btf__find_by_name_kind(kernel->btf, "bpf_rdonly_cast", BTF_KIND_FUNC);
	kernel->cast = id > 0 ? (uint32_t)id : 0;
}

/* Where a structure has a member, in bytes; -1: it has none. */
static int find_offset(const struct kernel *kernel, uint32_t structure, const char *member)
{
	const struct btf_type *type = btf__type_by_id(kernel->btf, structure);

	for (unsigned int i = 0; structure && i < btf_vlen(type); i++) {
		const char *name = btf__name_by_offset(kernel->btf, btf_members(type)[i].name_off);

		if (!strcmp(name, member))
			return (int)(btf_member_bit_offset(type, i) / 8);
	}
	return -1;
}

static void find_secrets(struct kernel *kernel)
{
	kernel->wanted_offset = find_offset(kernel, kernel->structures['t'], "sas_ss_sp");
	kernel->operations_offset = find_offset(kernel, kernel->map_structure, "ops");
	if (kernel->wanted_offset >= 0 && kernel->operations_offset >= 0)
		return;
	fputs("adversary: this kernel has its secrets elsewhere\n", stderr);
	exit(2);
}

void learn_kernel(struct kernel *kernel)
{
	kernel->btf = btf__load_vmlinux_btf();
	if (!kernel->btf) {
		fputs("adversary: this kernel does not describe its types\n", stderr);
		exit(2);
	}
	find_structures(kernel);
	find_secrets(kernel);
	for (unsigned int i = 0; i < kinds_count; i++) {
		struct ability *ability = &kernel->abilities[i];

		find_targets(kernel->btf, &kinds[i], ability);
		ability->known = is_kind_known(&kinds[i], ability);
		if (!ability->known) {
			printf("# not here: %s: %s\n", kinds[i].name, strerror(errno));
			continue;
		}
		learn_helpers(&kinds[i], ability);
		if (kinds[i].target == TARGET_NONE)
			learn_fields(&kinds[i], ability);
	}
}
