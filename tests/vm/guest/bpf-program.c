// SPDX-License-Identifier: GPL-2.0
/*
 * bpf-program KIND [hold|attach]: loads a BPF program and prints "loaded" or the errno's name; then keeps it until
 * killed, attached with attach.
 * bpf-program open ID: opens a loaded program, and prints "opened" or the errno's name.
 * bpf-program count: prints how many programs the kernel has loaded so far, by the next one's number.
 */
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "bpf_load.h"

#define PASS(value) SET(BPF_REG_0, value), EXIT
/* A field of the context, of 4 bytes. */
#define FIELD(dst, off) INSN(BPF_LDX | BPF_MEM | BPF_W, dst, BPF_REG_1, off, 0)
#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static const struct bpf_insn allow[] = { PASS(1) };
static const struct bpf_insn nothing[] = { PASS(0) };
/* The usual code of XDP, tc and cgroup programs: check the bounds, then read the packet's first byte. */
#define READ_PACKET(data, data_end, verdict)                                                       \
	{                                                                                          \
		FIELD(BPF_REG_2, data), FIELD(BPF_REG_3, data_end), MOVE(BPF_REG_4, BPF_REG_2),    \
			ADD(BPF_REG_4, 1),                                                         \
			INSN(BPF_JMP | BPF_JGT | BPF_X, BPF_REG_4, BPF_REG_3, 1, 0),               \
			INSN(BPF_LDX | BPF_MEM | BPF_B, BPF_REG_5, BPF_REG_2, 0, 0), PASS(verdict) \
	}
static const struct bpf_insn read_xdp[] = READ_PACKET(0, 4, XDP_PASS);
static const struct bpf_insn read_skb[] = READ_PACKET(76, 80, 1);
/* Reads the first field of the context. */
static const struct bpf_insn read_context[] = { FIELD(BPF_REG_2, 0), PASS(1) };
static const struct bpf_insn call_time[] = { CALL(BPF_FUNC_ktime_get_ns), PASS(0) };
/* Casts a packet's socket: to test its type, to load from it, and to pass it to a function of the program. */
#define CAST(then, verdict)                                                                      \
	{                                                                                        \
		LOAD(BPF_REG_1, BPF_REG_1, offsetof(struct __sk_buff, sk)),                      \
			INSN(BPF_JMP | BPF_JNE | BPF_K, BPF_REG_1, 0, 2, 0), PASS(verdict),      \
			CALL(BPF_FUNC_skc_to_tcp_sock),                                          \
			INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_0, 0, 1, 0), then, PASS(verdict) \
	}
static const struct bpf_insn cast_socket[] = CAST(SET(BPF_REG_2, 0), 1);
static const struct bpf_insn cast_to_load[] = CAST(LOAD(BPF_REG_2, BPF_REG_0, 0), 1);
/* The function is called before the cast, which is allowed, or after it. */
#define CAST_AND_CALL(before, after)                                                  \
	{                                                                             \
		MOVE(BPF_REG_6, BPF_REG_1), before,                                   \
			LOAD(BPF_REG_1, BPF_REG_6, offsetof(struct __sk_buff, sk)),   \
			INSN(BPF_JMP | BPF_JNE | BPF_K, BPF_REG_1, 0, 2, 0), PASS(1), \
			CALL(BPF_FUNC_skc_to_tcp_sock), after, PASS(1), PASS(0)       \
	}
static const struct bpf_insn call_to_cast[] =
	CAST_AND_CALL(INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 8), SET(BPF_REG_2, 0));
static const struct bpf_insn cast_to_call[] =
	CAST_AND_CALL(SET(BPF_REG_2, 0), INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 2));
/* Programs that a lock would have refused: they read at any address, or by a typed pointer. */
static const struct bpf_insn read_address[] = {
	STORE_ZERO(-8),	   MOVE(BPF_REG_1, BPF_REG_10), ADD(BPF_REG_1, -8),
	SET(BPF_REG_2, 8), SET(BPF_REG_3, 0),		CALL(BPF_FUNC_probe_read_kernel),
	PASS(0),
};
static const struct bpf_insn print_text[] = {
	STORE_ZERO(-8),	   MOVE(BPF_REG_1, BPF_REG_10), ADD(BPF_REG_1, -8),
	SET(BPF_REG_2, 8), CALL(BPF_FUNC_trace_printk), PASS(0),
};
static const struct bpf_insn write_user[] = {
	STORE_ZERO(-8),
	SET(BPF_REG_1, 0),
	MOVE(BPF_REG_2, BPF_REG_10),
	ADD(BPF_REG_2, -8),
	SET(BPF_REG_3, 8),
	CALL(BPF_FUNC_probe_write_user),
	PASS(0),
};
/* Reads the argument of security_bprm_check() and its first field, which is a pointer. */
static const struct bpf_insn read_typed[] = {
	LOAD(BPF_REG_1, BPF_REG_1, 0),
	LOAD(BPF_REG_2, BPF_REG_1, 0),
	PASS(0),
};

/* Reads the previous task of sched_switch, and its first field, by a pointer that the verifier trusts. */
static const struct bpf_insn read_trusted[] = {
	LOAD(BPF_REG_1, BPF_REG_1, 8),
	LOAD(BPF_REG_2, BPF_REG_1, 0),
	PASS(0),
};

/* Reads the first field of a packet by a pointer that the verifier trusts. */
static const struct bpf_insn read_hooked[] = {
	LOAD(BPF_REG_2, BPF_REG_1, 8),
	LOAD(BPF_REG_3, BPF_REG_2, 0),
	PASS(1),
};

/* Reads ax of the traced process. Linux 6.18 and later. */
static const struct bpf_insn write_register[] = {
	SET(BPF_REG_0, 0),
	INSN(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_1, BPF_REG_0, 80, 0),
	PASS(0),
};
/* Clears the mark by which a program is run as a privileged one, without LD_PRELOAD. */
static const struct bpf_insn clear_secureexec[] = {
	LOAD(BPF_REG_1, BPF_REG_1, 0),
	SET(BPF_REG_2, 0),
	CALL(BPF_FUNC_bprm_opts_set),
	PASS(0),
};

/* The command does not exist, and the program is never run. The second one calls in a subprogram. */
#define CALL_BPF                                                                             \
	STORE_ZERO(-8), SET(BPF_REG_1, -1), MOVE(BPF_REG_2, BPF_REG_10), ADD(BPF_REG_2, -8), \
		SET(BPF_REG_3, 8), CALL(BPF_FUNC_sys_bpf), PASS(0)
static const struct bpf_insn call_bpf[] = { CALL_BPF };
static const struct bpf_insn call_bpf_below[] = {
	INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 2),
	PASS(0),
	CALL_BPF,
};

/* Return values on LSM hooks: the constants 0 and -EPERM, other constants, and a value from elsewhere. */
static const struct bpf_insn refuse_or_allow[] = {
	LOAD(BPF_REG_1, BPF_REG_1, 0),
	INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_1, 0, 2, 5),
	PASS(0),
	PASS(-1),
};
static const struct bpf_insn too_low[] = { PASS(-4096) };
/* Jumps to the exit, with an earlier value in the register. */
static const struct bpf_insn jump_to_exit[] = {
	LOAD(BPF_REG_1, BPF_REG_1, 0),
	SET(BPF_REG_0, 1),
	INSN(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_1, 0, 1, 5),
	PASS(0),
};
static const struct bpf_insn computed[] = { SET(BPF_REG_0, -1), ADD(BPF_REG_0, 1), EXIT };
static const struct bpf_insn return_below[] = {
	INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, 2),
	PASS(0),
	PASS(0),
};

static const struct kind {
	const char *name;
	enum bpf_prog_type type;
	enum bpf_attach_type attach_type;
	const char *target;
	const struct bpf_insn *insns;
	size_t count;
} kinds[] = {
#define KIND(name, type, attach, target, insns)                                 \
	{                                                                       \
		name, BPF_PROG_TYPE_##type, attach, target, insns, COUNT(insns) \
	}
	KIND("fmod_ret", TRACING, BPF_MODIFY_RETURN, "security_locked_down", nothing),
	KIND("fmod_ret_prog", TRACING, BPF_MODIFY_RETURN, "security_bpf_prog", allow),
	KIND("fmod_ret_map", TRACING, BPF_MODIFY_RETURN, "security_bpf_map", allow),
	KIND("fmod_ret_bpf", TRACING, BPF_MODIFY_RETURN, "security_bpf", allow),
	KIND("fmod_ret_umount", TRACING, BPF_MODIFY_RETURN, "security_sb_umount", allow),
	KIND("lsm_prog", LSM, BPF_LSM_MAC, "bpf_lsm_bpf_prog", nothing),
	KIND("lsm_cgroup_prog", LSM, BPF_LSM_CGROUP, "bpf_lsm_bpf_prog", allow),
	KIND("lsm_cgroup_bpf", LSM, BPF_LSM_CGROUP, "bpf_lsm_bpf", allow),
	KIND("lsm_cgroup_move", LSM, BPF_LSM_CGROUP, "bpf_lsm_move_mount", allow),
	KIND("lsm_move", LSM, BPF_LSM_MAC, "bpf_lsm_move_mount", nothing),
	KIND("lsm_cred", LSM, BPF_LSM_MAC, "bpf_lsm_cred_prepare", nothing),
	KIND("lsm_load", LSM, BPF_LSM_MAC, "bpf_lsm_kernel_load_data", nothing),
	KIND("lsm_refuse", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", refuse_or_allow),
	KIND("lsm_one_bpf", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", allow),
	KIND("lsm_one_prog", LSM, BPF_LSM_MAC, "bpf_lsm_bpf_prog", allow),
	KIND("lsm_one_load", LSM, BPF_LSM_MAC, "bpf_lsm_kernel_load_data", allow),
	KIND("lsm_low", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", too_low),
	KIND("lsm_jump", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", jump_to_exit),
	KIND("lsm_computed", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", computed),
	KIND("lsm_below", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", return_below),
	KIND("lsm_one", LSM, BPF_LSM_MAC, "bpf_lsm_move_mount", allow),
	KIND("lsm_locked", LSM, BPF_LSM_MAC, "bpf_lsm_locked_down", nothing),
	KIND("lsm_token", LSM, BPF_LSM_MAC, "bpf_lsm_bpf_token_capable", nothing),
	KIND("lsm_open", LSM, BPF_LSM_MAC, "bpf_lsm_file_open", nothing),
	KIND("uprobe_write", KPROBE, 0, NULL, write_register),
	KIND("lsm_check", LSM, BPF_LSM_MAC, "bpf_lsm_bprm_check_security", clear_secureexec),
	KIND("lsm_committed", LSM, BPF_LSM_MAC, "bpf_lsm_bprm_committed_creds", clear_secureexec),
	KIND("lsm_bpf", LSM, BPF_LSM_MAC, "bpf_lsm_bpf", nothing),
	KIND("fentry", TRACING, BPF_TRACE_FENTRY, "security_locked_down", call_time),
	KIND("tp_btf", TRACING, BPF_TRACE_RAW_TP, "sched_switch", call_time),
	KIND("lsm", LSM, BPF_LSM_MAC, "bpf_lsm_file_mprotect", nothing),
	KIND("cgroup_skb", CGROUP_SKB, BPF_CGROUP_INET_INGRESS, NULL, read_skb),
	KIND("cast", CGROUP_SKB, BPF_CGROUP_INET_INGRESS, NULL, cast_socket),
	KIND("call_cast", CGROUP_SKB, BPF_CGROUP_INET_INGRESS, NULL, call_to_cast),
	KIND("cast_load", CGROUP_SKB, BPF_CGROUP_INET_INGRESS, NULL, cast_to_load),
	KIND("cast_call", CGROUP_SKB, BPF_CGROUP_INET_INGRESS, NULL, cast_to_call),
	KIND("cgroup_device", CGROUP_DEVICE, BPF_CGROUP_DEVICE, NULL, read_context),
	KIND("cgroup_sock", CGROUP_SOCK, BPF_CGROUP_INET_SOCK_CREATE, NULL, allow),
	KIND("cgroup_bind", CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_BIND, NULL, read_context),
	KIND("cgroup_sysctl", CGROUP_SYSCTL, BPF_CGROUP_SYSCTL, NULL, read_context),
	KIND("socket_filter", SOCKET_FILTER, 0, NULL, read_context),
	KIND("xdp", XDP, 0, NULL, read_xdp),
	KIND("tc", SCHED_CLS, 0, NULL, read_skb),
	KIND("kprobe", KPROBE, 0, NULL, call_time),
	KIND("tracepoint", TRACEPOINT, 0, NULL, call_time),
	KIND("read", RAW_TRACEPOINT, 0, NULL, read_address),
	KIND("print", RAW_TRACEPOINT, 0, NULL, print_text),
	KIND("write", RAW_TRACEPOINT, 0, NULL, write_user),
	KIND("syscall", SYSCALL, 0, NULL, call_time),
	KIND("syscall_bpf", SYSCALL, 0, NULL, call_bpf),
	KIND("syscall_below", SYSCALL, 0, NULL, call_bpf_below),
	KIND("trusted", TRACING, BPF_TRACE_RAW_TP, "sched_switch", read_trusted),
	KIND("typed", TRACING, BPF_TRACE_FENTRY, "security_bprm_check", read_typed),
	/* By their numbers: Linux 6.4 and later. */
	{ "netfilter", (enum bpf_prog_type)32, (enum bpf_attach_type)45, NULL, read_hooked,
	  COUNT(read_hooked) },
};

static int load(const struct kind *kind)
{
	LIBBPF_OPTS(bpf_prog_load_opts, opts, .expected_attach_type = kind->attach_type);
	/* By this type libbpf knows that a tracepoint's name has a prefix in BTF. */
	bool tracepoint = kind->attach_type == BPF_TRACE_RAW_TP;
	int id = 0;

	if (kind->target)
		id = libbpf_find_vmlinux_btf_id(kind->target,
						tracepoint ? BPF_TRACE_RAW_TP : BPF_TRACE_FENTRY);
	if (id < 0)
		return id;
	opts.attach_btf_id = (__u32)id;
	opts.prog_flags = kind->type == BPF_PROG_TYPE_SYSCALL ? BPF_F_SLEEPABLE : 0;
	return bpf_prog_load(kind->type, kind->name, "GPL", kind->insns, kind->count, &opts);
}

static int count_loads(void)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int fd = bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, NULL, "GPL", nothing, COUNT(nothing),
			       NULL);

	if (fd < 0 || bpf_obj_get_info_by_fd(fd, &info, &size)) {
		perror("bpf-program: count");
		return 1;
	}
	printf("%u\n", info.id - 1);
	return 0;
}

int main(int argc, char **argv)
{
	bool attach = argc == 3 && !strcmp(argv[2], "attach");

	if (argc == 2 && !strcmp(argv[1], "count"))
		return count_loads();
	if (argc == 3 && !strcmp(argv[1], "open")) {
		int fd = bpf_prog_get_fd_by_id((__u32)strtoul(argv[2], NULL, 10));

		puts(fd < 0 ? strerrorname_np(errno) : "opened");
		return 0;
	}
	for (size_t i = 0; argc > 1 && i < COUNT(kinds); i++) {
		int fd;

		if (strcmp(argv[1], kinds[i].name))
			continue;
		fd = load(&kinds[i]);
		puts(fd < 0 ? strerrorname_np(errno) : "loaded");
		fflush(stdout);
		if (attach && bpf_raw_tracepoint_open(NULL, fd) < 0) {
			perror("attach");
			return 1;
		}
		if (argc == 3)
			pause();
		return 0;
	}
	fprintf(stderr, "bpf-program: no such kind\n");
	return 2;
}
