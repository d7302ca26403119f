// SPDX-License-Identifier: GPL-2.0
/* BPF programs that call bpf(2), which accepts kernel addresses from them. */
#include "bpf_load.h"

/* The program is never run, and its command does not exist. */
static void try_call(struct probe_result *res)
{
	static const struct bpf_insn harmless[] = { SET(BPF_REG_0, 0), EXIT };
	static const struct bpf_insn insns[] = {
		STORE_ZERO(-8),
		SET(BPF_REG_1, -1),
		MOVE(BPF_REG_2, BPF_REG_10),
		ADD(BPF_REG_2, -8),
		SET(BPF_REG_3, 8),
		CALL(BPF_FUNC_sys_bpf),
		SET(BPF_REG_0, 0),
		EXIT,
	};
	const struct bpf_source control = { .type = BPF_PROG_TYPE_SYSCALL,
					    .insns = harmless,
					    .size = sizeof(harmless) };
	const struct bpf_source source = { .type = BPF_PROG_TYPE_SYSCALL,
					   .insns = insns,
					   .size = sizeof(insns) };

	try_program(res, &source, &control);
}

DEFINE_PROBE(syscall) = {
	.name = "bpf-syscall",
	.reason = HF_REASON_BPF_SYSCALL,
	.operation = "load a BPF program that calls bpf(2) by bpf_sys_bpf()",
	.capability = CAP_SYS_ADMIN,
	.run = try_call,
};
