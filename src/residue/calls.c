// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "residue/calls.h"

/* Letters for arguments: 0: zero, 8 and x: the sizes 8 and 16, s: 16 bytes on the stack, f: a constant "%s". */
#define MAX_INSNS 16

#define INSN(code_, dst, off_, imm_) \
	((struct bpf_insn){ .code = (code_), .dst_reg = (dst), .off = (off_), .imm = (imm_) })

/* Makes a frozen map with a format, which the verifier wants to be constant. Returns a descriptor or -1. */
static int create_format(void)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = BPF_F_RDONLY_PROG);
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "format", sizeof(__u32), 8, 1, &opts);
	const char format[8] = "%s";
	__u32 only = 0;

	if (map >= 0 && !bpf_map_update_elem(map, &only, format, BPF_ANY) && !bpf_map_freeze(map))
		return map;
	if (map >= 0)
		close(map);
	return -1;
}

static size_t write_argument(struct bpf_insn *insns, unsigned char reg, char what, int format)
{
	size_t count = 0;

	switch (what) {
	case 's':
		insns[count] = INSN(BPF_ALU64 | BPF_MOV | BPF_X, reg, 0, 0);
		insns[count++].src_reg = BPF_REG_10;
		insns[count++] = INSN(BPF_ALU64 | BPF_ADD | BPF_K, reg, 0, -16);
		break;
	case 'f':
		insns[count] = INSN(BPF_LD | BPF_IMM | BPF_DW, reg, 0, format);
		insns[count++].src_reg = BPF_PSEUDO_MAP_VALUE;
		insns[count++] = INSN(0, 0, 0, 0);
		break;
	default:
		insns[count++] = INSN(BPF_ALU64 | BPF_MOV | BPF_K, reg, 0,
				      what == '8' ? 8 :
				      what == 'x' ? 16 :
						    0);
		break;
	}
	return count;
}

static int load_sample(const struct helper_call *call, int format)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts);
	struct bpf_insn insns[MAX_INSNS];
	size_t count = 0;

	insns[count++] = INSN(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_10, -8, 0);
	insns[count++] = INSN(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_10, -16, 0);
	for (unsigned char i = 0; call->arguments[i]; i++)
		count += write_argument(insns + count, BPF_REG_1 + i, call->arguments[i], format);
	insns[count++] = INSN(BPF_JMP | BPF_CALL, 0, 0, call->helper);
	insns[count++] = INSN(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, 0, 0);
	insns[count++] = INSN(BPF_JMP | BPF_EXIT, 0, 0, 0);
	/* Programs of this type have to be sleepable. */
	if (call->type == BPF_PROG_TYPE_SYSCALL)
		opts.prog_flags = BPF_F_SLEEPABLE;
	return bpf_prog_load(call->type, "sample", "GPL", insns, count, &opts);
}

struct bpf_insn *read_instructions(int program, struct bpf_prog_info *info, size_t *count)
{
	__u32 size = sizeof(*info), bytes;
	struct bpf_insn *insns;

	memset(info, 0, sizeof(*info));
	if (bpf_obj_get_info_by_fd(program, info, &size))
		return NULL;
	bytes = info->xlated_prog_len;
	/* The kernel may hide them from us. */
	if (!bytes) {
		errno = EACCES;
		return NULL;
	}
	insns = malloc(bytes);
	if (!insns)
		return NULL;
	memset(info, 0, sizeof(*info));
	info->xlated_prog_len = bytes;
	info->xlated_prog_insns = (uintptr_t)insns;
	size = sizeof(*info);
	if (bpf_obj_get_info_by_fd(program, info, &size) || !info->xlated_prog_insns) {
		errno = errno ?: EACCES;
		free(insns);
		return NULL;
	}
	*count = bytes / sizeof(*insns);
	return insns;
}

static int learn_call(struct helper_call *call, int format)
{
	int program = load_sample(call, format);
	struct bpf_prog_info info;
	struct bpf_insn *insns;
	size_t count = 0;
	int err;

	if (program < 0)
		return errno;
	insns = read_instructions(program, &info, &count);
	err = insns ? EACCES : errno;
	close(program);
	for (size_t i = 0; insns && i < count; i++)
		if (insns[i].code == (BPF_JMP | BPF_CALL) && insns[i].imm) {
			call->distance = insns[i].imm;
			err = 0;
		}
	free(insns);
	return err;
}

void residue_learn_calls(struct residue *residue, struct helper_call *calls, size_t count)
{
	int format = create_format();

	for (size_t i = 0; i < count; i++) {
		int err = learn_call(&calls[i], format);

		if (err)
			residue_add_gap(residue, err, "BPF programs that call helper %d",
					calls[i].helper);
	}
	if (format >= 0)
		close(format);
}
