// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/kexec.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

#include "base/memory.h"
#include "base/report.h"
#include "ima/load.h"
#include "kernel/securityfs.h"

#define POLICY IMA_DIR "/policy"

/* Describes a policy of somebody else's that we must not replace, for free(); NULL: there is none. */
static char *find_foreign(const struct ima_kernel *kernel, const struct ima_rules *rules)
{
	char *line, *text;

	if (kernel->own_file)
		return must_format("this system has a policy of its own, %s, which is loaded at "
				   "boot: put the rules of `holdfast ima policy` there",
				   kernel->own_file);
	if (kernel->builtin)
		return must_format("the kernel's command line has %s: rules that a loaded policy "
				   "would replace",
				   kernel->builtin);
	if (!kernel->awaits)
		return must_format("a policy has been loaded since the kernel started, and it "
				   "takes only one (CONFIG_IMA_WRITE_POLICY is not set)");
	if (kernel->takes == IMA_TAKES_MORE && !kernel->rules)
		return must_format("this kernel takes more than one policy and shows none "
				   "(CONFIG_IMA_READ_POLICY is not set): it cannot be told whether "
				   "there is one of somebody else's");
	if (!kernel->rules)
		return NULL;
	line = ima_foreign_rule(kernel->rules, rules);
	if (!line)
		return NULL;
	text = must_format("there are rules of somebody else's in force, the first being '%s'",
			   line);
	free(line);
	return text;
}

char *ima_obstacle(const struct ima_kernel *kernel, const struct ima_rules *rules)
{
	if (kernel->err == -ENOENT)
		return must_format("this kernel has no IMA: it was not built in (CONFIG_IMA), or "
				   "it is switched off (ima=off)");
	if (kernel->err == -EPERM || kernel->err == -EACCES)
		return must_format("securityfs is not mounted on /sys/kernel/security, and only "
				   "root can look at it elsewhere");
	if (kernel->err)
		return must_format("this kernel's IMA cannot be looked at: %s",
				   strerror(-kernel->err));
	if (ima_appraises(rules, NULL) && kernel->mode != IMA_ENFORCE)
		return must_format("the kernel's command line has ima_appraise=%s: nothing that "
				   "these rules appraise would be refused",
				   ima_mode_name(kernel->mode));
	return find_foreign(kernel, rules);
}

static int explain(int err)
{
	if (err == -EACCES)
		return fail("ima load: the kernel takes signed policies only (a rule `appraise "
			    "func=POLICY_CHECK` is in force): write `holdfast ima policy` to a "
			    "file, sign it with evmctl, and give the kernel that file's path");
	if (err == -EBUSY)
		return fail("ima load: somebody else is loading a policy just now");
	return fail("ima load: the kernel refuses a policy: %s", strerror(-err));
}

/*
 * After one invalid line the kernel drops all lines when the file is closed. The invalid line comes first, so that a
 * kill in between leaves nothing.
 */
static int try_rules(int fd, const struct ima_rules *rules)
{
	static const char wrong[] = "holdfast only asks";

	if (write(fd, wrong, strlen(wrong)) >= 0)
		return fail("ima load: the kernel takes anything for a rule");
	if (errno != EINVAL)
		return explain(-errno);
	for (unsigned int i = 0; i < rules->count; i++) {
		const struct ima_rule *rule = &rules->rule[i];

		if (!rule->left_out && write(fd, rule->text, strlen(rule->text)) < 0)
			return fail("ima load: the kernel does not take the rule '%s': %m",
				    rule->text);
	}
	return 0;
}

int ima_try_rules(const struct ima_rules *rules)
{
	int fd = open_securityfs(POLICY, O_WRONLY);
	int err;

	if (fd < 0)
		return explain(fd);
	err = try_rules(fd, rules);
	close(fd);
	return err;
}

/* Gives the kernel a file's name in one write, so that a kill cannot leave half of a policy. */
static int write_by_name(int fd, const char *text)
{
	int file = memfd_create("ima-policy", MFD_CLOEXEC);
	size_t len = strlen(text);
	char name[32];
	int err = 0;

	if (file < 0)
		return -errno;
	snprintf(name, sizeof(name), "/proc/self/fd/%d", file);
	if (write(file, text, len) != (ssize_t)len || write(fd, name, strlen(name)) < 0)
		err = -errno;
	close(file);
	return err;
}

int ima_load_rules(const struct ima_rules *rules)
{
	char *text = ima_policy_text(rules);
	int fd = open_securityfs(POLICY, O_WRONLY);
	int err = fd < 0 ? fd : write_by_name(fd, text);

	/* The close makes the rules take effect. */
	if (fd >= 0)
		close(fd);
	free(text);
	return err ? explain(err) : 0;
}

static long ask_kexec(int fd)
{
	return syscall(SYS_kexec_file_load, fd, -1, 0UL, NULL, (long)KEXEC_FILE_NO_INITRAMFS);
}

static long ask_module(int fd)
{
	return syscall(SYS_finit_module, fd, "", 0);
}

static const struct {
	const char *func, *what;
	long (*ask)(int fd);
} ways[] = {
	{ "KEXEC_KERNEL_CHECK", "an image for kexec that nobody has signed", ask_kexec },
	{ "MODULE_CHECK", "a module that nobody has signed", ask_module },
};

/* A signature in the kernel's format, version 2 with SHA-256, by a key that does not exist. */
static const unsigned char signature[] = { 3, 2, 4, 0, 0, 0, 0, 0, 1, 0 };

static enum ima_proof try_file(int fd, const struct ima_rules *rules, const char **what)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (!ima_appraises(rules, ways[i].func))
			continue;
		*what = ways[i].what;
		if (!ways[i].ask(fd))
			return IMA_NOT_REFUSED;
		/* ENOSYS, EPERM: the call is missing, or switched off until reboot. */
		if (errno != EPERM && errno != ENOSYS)
			return errno == EACCES ? IMA_REFUSED : IMA_NOT_REFUSED;
	}
	return IMA_NOTHING_LOADS;
}

enum ima_proof ima_prove(const struct ima_rules *rules, const char **what)
{
	enum ima_proof proof = IMA_NOT_REFUSED;
	int fd = memfd_create("unsigned", MFD_CLOEXEC);

	*what = "a file that nobody has signed";
	if (fd < 0)
		return proof;
	if (write(fd, "MZ", 2) == 2 &&
	    !fsetxattr(fd, "security.ima", signature, sizeof(signature), 0))
		proof = try_file(fd, rules, what);
	close(fd);
	return proof;
}
