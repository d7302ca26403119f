// SPDX-License-Identifier: GPL-2.0
/* BPF programs that overrule the security hooks. */
#include <bpf/btf.h>

#include "bpf_load.h"

static const struct bpf_insn harmless[] = { SET(BPF_REG_0, 0), EXIT };

/* Loads the program, which suffices, and closes it at once. Never attaches it. */
static void try_modify_return(struct probe_result *res)
{
	struct bpf_source source = { .type = BPF_PROG_TYPE_TRACING,
				     .attach_type = BPF_MODIFY_RETURN,
				     .insns = harmless,
				     .size = sizeof(harmless) };
	struct bpf_source control = source;

	source.target = find_kernel_type(res, "security_locked_down", BTF_KIND_FUNC);
	if (!source.target)
		return;
	control.target = source.target;
	control.attach_type = BPF_TRACE_FENTRY;
	try_program(res, &source, &control);
}

DEFINE_PROBE(modify_return) = {
	.name = "bpf-modify-return",
	.reason = HF_REASON_BPF_MODIFY_RETURN,
	.operation = "load an fmod_ret BPF program on security_locked_down()",
	.capability = CAP_SYS_ADMIN,
	.run = try_modify_return,
};
