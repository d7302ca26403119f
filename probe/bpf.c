// SPDX-License-Identifier: GPL-2.0
/* BPF helpers that read the kernel's memory, or write to a process's. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bpf_load.h"
#include "machine.h"

/*
 * Calls HELPER(8 bytes on the stack, 8, address 0). All helpers tried here take two pointers and a length;
 * bpf_probe_write_user() takes the pointer to the stack second.
 */
static int load_with_helper(enum bpf_prog_type type, int helper, char *log, size_t log_size)
{
	bool write = helper == BPF_FUNC_probe_write_user;
	const struct bpf_insn insns[] = {
		STORE_ZERO(-8),
		MOVE(write ? BPF_REG_2 : BPF_REG_1, BPF_REG_10),
		ADD(write ? BPF_REG_2 : BPF_REG_1, -8),
		SET(write ? BPF_REG_3 : BPF_REG_2, 8),
		SET(write ? BPF_REG_1 : BPF_REG_3, 0),
		CALL(helper),
		SET(BPF_REG_0, 0),
		EXIT,
	};

	const struct bpf_source source = { .type = type, .insns = insns, .size = sizeof(insns) };

	return load_program(&source, log, log_size);
}

/*
 * Lockdown takes the helper away: EINVAL, as for a helper that this kernel lacks. So the verifier's log has to name the
 * helper, and the same program has to load with a helper that every level allows.
 */
static void try_helper(struct probe_result *res, enum bpf_prog_type type, int helper)
{
	static const struct bpf_insn harmless[] = { CALL(BPF_FUNC_ktime_get_ns), SET(BPF_REG_0, 0),
						    EXIT };
	const struct bpf_source control = { .type = type,
					    .insns = harmless,
					    .size = sizeof(harmless) };
	static char log[65536];
	char number[16];
	int err;

	err = load_program(&control, log, sizeof(log));
	if (err) {
		probe_unreachable(res, "no BPF program without the helper either: %s",
				  strerrorname_np(err));
		return;
	}
	snprintf(number, sizeof(number), "#%d\n", helper);
	err = load_with_helper(type, helper, log, sizeof(log));
	if (err == EINVAL && !strstr(log, number)) {
		log[strcspn(log, "\n")] = '\0';
		probe_unreachable(res, "refused for something else: %.120s", log);
		return;
	}
	if (err == EINVAL && strstr(log, "invalid func")) {
		probe_unreachable(res, "this kernel has no such helper");
		return;
	}
	probe_answer(res, err, 0, EINVAL);
}

#define DEFINE_HELPER_PROBE(id, REASON_, name_, TYPE, helper)                             \
	static void try_##id(struct probe_result *res)                                    \
	{                                                                                 \
		try_helper(res, BPF_PROG_TYPE_##TYPE, BPF_FUNC_##helper);                 \
	}                                                                                 \
	DEFINE_PROBE(id) = {                                                              \
		.name = name_,                                                            \
		.reason = HF_REASON_##REASON_,                                            \
		.operation = "load a " #TYPE " BPF program that calls bpf_" #helper "()", \
		.capability = CAP_SYS_ADMIN,                                              \
		.run = try_##id,                                                          \
	}

DEFINE_HELPER_PROBE(read_kernel, BPF_READ_KERNEL, "bpf-read-kernel", KPROBE, probe_read_kernel);
DEFINE_HELPER_PROBE(read_kernel_str, BPF_READ_KERNEL, "bpf-read-kernel/str", KPROBE,
		    probe_read_kernel_str);
DEFINE_HELPER_PROBE(read_compat, BPF_READ_KERNEL, "bpf-read-kernel/compat", KPROBE, probe_read);
DEFINE_HELPER_PROBE(read_compat_str, BPF_READ_KERNEL, "bpf-read-kernel/compat-str", KPROBE,
		    probe_read_str);
/* Other programs than those for tracing get the helper from another table, with a check of its own. */
DEFINE_HELPER_PROBE(read_network, BPF_READ_KERNEL, "bpf-read-kernel/socket", SOCKET_FILTER,
		    probe_read_kernel);
DEFINE_HELPER_PROBE(read_network_str, BPF_READ_KERNEL, "bpf-read-kernel/socket-str", SOCKET_FILTER,
		    probe_read_kernel_str);
DEFINE_HELPER_PROBE(write_user, BPF_WRITE_USER, "bpf-write-user", KPROBE, probe_write_user);
