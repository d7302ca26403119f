// SPDX-License-Identifier: GPL-2.0
/* Ways in through BPF that the kernel's list of reasons misses. */
#include <errno.h>
#include <string.h>
#include <bpf/btf.h>

#include "bpf_load.h"

static const struct bpf_insn harmless[] = { SET(BPF_REG_0, 0), EXIT };

/*
 * Loads @source, but only where the same program loads without what is tried: the control. The
 * kernel's own lockdown says nothing here; ours says EPERM.
 */
static void try_program(struct probe_result *res, const struct bpf_source *source,
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
	if (err == EINVAL || err == EACCES) {
		log[strcspn(log, "\n")] = '\0';
		probe_unreachable(res, "this kernel's verifier wants it otherwise: %.120s", log);
		return;
	}
	probe_answer(res, err, 0, EPERM);
}

/* Never attached: its existence is enough, and ends at once. */
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
