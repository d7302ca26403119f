/* SPDX-License-Identifier: GPL-2.0 */
/* Loading BPF programs that are written as instructions, for the families that need it. */
#ifndef HOLDFAST_BPF_LOAD_H
#define HOLDFAST_BPF_LOAD_H

#include <stddef.h>
#include <stdint.h>
#include <linux/bpf.h>

#include "probe.h"

#define INSN(code_, dst, src, off_, imm_)                                                         \
	{                                                                                         \
		.code = (code_), .dst_reg = (dst), .src_reg = (src), .off = (off_), .imm = (imm_) \
	}
#define STORE_ZERO(off)	    INSN(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_10, 0, off, 0)
#define LOAD(dst, src, off) INSN(BPF_LDX | BPF_MEM | BPF_DW, dst, src, off, 0)
#define MOVE(dst, src)	    INSN(BPF_ALU64 | BPF_MOV | BPF_X, dst, src, 0, 0)
#define ADD(dst, value)	    INSN(BPF_ALU64 | BPF_ADD | BPF_K, dst, 0, 0, value)
#define SET(dst, value)	    INSN(BPF_ALU64 | BPF_MOV | BPF_K, dst, 0, 0, value)
#define CALL(helper)	    INSN(BPF_JMP | BPF_CALL, 0, 0, 0, helper)
#define EXIT		    INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

struct bpf_source {
	enum bpf_prog_type type;
	enum bpf_attach_type attach_type;
	uint32_t target; /* BTF id of its attach target; 0: none */
	const struct bpf_insn *insns;
	size_t size; /* of @insns, in bytes */
};

/*
 * load_program - load a program and close it, without attaching it
 * @log: gets the verifier's log
 *
 * Returns 0 or the errno.
 */
int load_program(const struct bpf_source *source, char *log, size_t log_size);

/*
 * try_program - the usual end of a probe whose program the kernel's own lockdown never refuses
 * @control: the positive control: the same program without the forbidden part
 *
 * Our refusal is EPERM.
 */
void try_program(struct probe_result *res, const struct bpf_source *source,
		 const struct bpf_source *control);

/*
 * find_kernel_type - the BTF id of one of the kernel's types or functions
 * @kind: BTF_KIND_*
 *
 * Returns 0, with @res set to PROBE_UNREACHABLE, if there is none.
 */
uint32_t find_kernel_type(struct probe_result *res, const char *name, uint32_t kind);

/* The offset of a member in bytes; -1, with @res set likewise, if there is none. */
int find_member(struct probe_result *res, const char *structure, const char *member);

#endif
