// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "base/report.h"
#include "kernel/lsm_list.h"
#include "kernel/preflight.h"
#include "kernel/securityfs.h"

/*
 * The hook on io_uring commands came with 6.0, that on 32-bit ioctls with 6.8 and 6.1.76. On a kernel without one the
 * load fails, and names the program.
 */
#define OLDEST_MAJOR 6
#define OLDEST_MINOR 1

/* From the kernel's proc_ns.h: the inodes of the initial namespaces are fixed. */
#define INITIAL_USER_NS 0xEFFFFFFDU
#define INITIAL_PID_NS	0xEFFFFFFCU

/* A kernel that is built without a kind of namespaces has no file for it: every process is in the initial one. */
static bool is_in_namespace(const char *path, ino_t inode)
{
	struct stat st;

	if (stat(path, &st))
		return errno == ENOENT && !access("/proc/self/ns", F_OK);
	return st.st_ino == inode;
}

bool is_in_initial_namespaces(void)
{
	return is_in_namespace("/proc/self/ns/user", INITIAL_USER_NS) &&
	       is_in_namespace("/proc/self/ns/pid", INITIAL_PID_NS);
}

/* The lock is for the whole machine: its anchor must not end with a container. */
static int check_namespaces(void)
{
	if (access("/proc/self/ns", F_OK))
		return fail("/proc is not mounted; mount it: mount -t proc proc /proc");
	if (!is_in_initial_namespaces())
		return fail("this is a container (its user or PID namespace is not the initial "
			    "one); lock from the host");
	return 0;
}

bool kernel_is_at_least(int major, int minor)
{
	int found_major = 0, found_minor = 0;
	struct utsname name;

	// NOLINTNEXTLINE(cert-err34-c): the kernel's own text, and its numbers fit
	if (uname(&name) || sscanf(name.release, "%d.%d", &found_major, &found_minor) != 2)
		return false;
	return found_major > major || (found_major == major && found_minor >= minor);
}

bool kernel_loads_by_type(bool can_read)
{
	return !can_read || kernel_is_at_least(7, 0);
}

static int check_kernel(void)
{
	struct utsname name;

	if (uname(&name))
		return fail("cannot tell the kernel's version: %m");
	if (!kernel_is_at_least(OLDEST_MAJOR, OLDEST_MINOR))
		return fail("kernel %s is too old: the BPF engine needs %d.%d or later; boot a "
			    "newer one",
			    name.release, OLDEST_MAJOR, OLDEST_MINOR);
	return 0;
}

static int check_btf(void)
{
	if (access("/sys/kernel/btf/vmlinux", R_OK))
		return fail("the kernel does not describe its types: /sys/kernel/btf/vmlinux: %m; "
			    "mount /sys, or boot a kernel built with CONFIG_DEBUG_INFO_BTF=y, as "
			    "Debian's are");
	return 0;
}

/* With CONFIG_BPF_JIT_ALWAYS_ON the value cannot be 0. */
static int check_jit(void)
{
	char enabled = '1';
	int fd = open("/proc/sys/net/core/bpf_jit_enable", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		if (read(fd, &enabled, 1) != 1)
			enabled = '1';
		close(fd);
	}
	if (enabled == '0')
		return fail("net.core.bpf_jit_enable is 0, and this kernel then attaches no BPF "
			    "LSM program; run `sysctl net.core.bpf_jit_enable=1` and lock again");
	return 0;
}

static int check_lsm(void)
{
	char active[512], wanted[sizeof(active) + 8];
	int err = read_securityfs("lsm", active, sizeof(active));

	if (err)
		return fail("cannot read the list of active LSMs, /sys/kernel/security/lsm: %s; "
			    "the kernel needs CONFIG_SECURITYFS=y",
			    strerror(-err));
	if (lsm_is_listed(active, "bpf"))
		return 0;
	lsm_add_bpf(active, wanted, sizeof(wanted));
	return fail("the kernel's active LSMs do not include bpf; boot with lsm=%s on the kernel "
		    "command line (the kernel needs CONFIG_BPF_LSM=y, as Debian's have)",
		    wanted);
}

int preflight_user(void)
{
	if (geteuid())
		return fail("only root can lock the kernel; run it with sudo or as root");
	return check_namespaces();
}

int preflight_kernel(void)
{
	return check_kernel() ?: check_btf() ?: check_jit() ?: check_lsm();
}
