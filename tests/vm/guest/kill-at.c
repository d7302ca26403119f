// SPDX-License-Identifier: GPL-2.0
/*
 * kill-at N COMMAND...: runs the command and kills it (SIGKILL) where it is about to make the Nth
 * call that can change what others see, counted from the first attachment of a BPF program; N below 0
 * counts those before, from the first. Prints the call, or "ended" where the command came to its end first.
 * Status: 0, or 1 where the command could not be run.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/bpf.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static const struct {
	unsigned long number;
	const char *name;
} calls[] = {
	{ SYS_bpf, "bpf" },
	{ SYS_mount, "mount" },
	{ SYS_umount2, "umount2" },
	{ SYS_fsopen, "fsopen" },
	{ SYS_fsmount, "fsmount" },
	{ SYS_fsconfig, "fsconfig" },
	{ SYS_open_tree, "open_tree" },
	{ SYS_move_mount, "move_mount" },
	{ SYS_mkdir, "mkdir" },
	{ SYS_symlink, "symlink" },
	{ SYS_chmod, "chmod" },
	{ SYS_chdir, "chdir" },
	{ SYS_fchdir, "fchdir" },
	{ SYS_write, "write" },
	{ SYS_unlink, "unlink" },
	{ SYS_rmdir, "rmdir" },
	{ SYS_kexec_load, "kexec_load" },
};

static const char *name_of(unsigned long number)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (calls[i].number == number)
			return calls[i].name;
	return NULL;
}

static bool attaches(const struct __ptrace_syscall_info *info)
{
	return info->entry.nr == SYS_bpf && (info->entry.args[0] == BPF_RAW_TRACEPOINT_OPEN ||
					     info->entry.args[0] == BPF_LINK_CREATE);
}

/* What the child is about to do, where it is about to enter a call. */
static bool enters(pid_t pid, int status, struct __ptrace_syscall_info *info)
{
	if (WSTOPSIG(status) != (SIGTRAP | 0x80))
		return false;
	return ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(*info), info) > 0 &&
	       info->op == PTRACE_SYSCALL_INFO_ENTRY;
}

/* Negative numbers count calls from the first one on: -1 is the first, -2 the second. */
static bool is_the_one(const struct __ptrace_syscall_info *info, int wanted)
{
	static bool attached;
	static int before, behind;

	attached |= attaches(info);
	return attached ? ++behind == wanted : --before == wanted;
}

static int trace(pid_t pid, int wanted)
{
	struct __ptrace_syscall_info info;
	int status, signal = 0;

	while (!ptrace(PTRACE_SYSCALL, pid, 0, signal) && waitpid(pid, &status, 0) == pid) {
		if (WIFEXITED(status) || WIFSIGNALED(status)) {
			puts("ended");
			return 0;
		}
		/* The one that execve(2) leaves behind is for us, too. */
		signal = (WSTOPSIG(status) & ~0x80) == SIGTRAP ? 0 : WSTOPSIG(status);
		if (!enters(pid, status, &info) || !name_of(info.entry.nr) ||
		    !is_the_one(&info, wanted))
			continue;
		printf("%s %llu\n", name_of(info.entry.nr), (unsigned long long)info.entry.args[0]);
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return 0;
	}
	return 1;
}

int main(int argc, char **argv)
{
	int status;
	pid_t pid;

	if (argc < 3)
		return 1;
	pid = fork();
	if (!pid) {
		if (!freopen("/dev/null", "w", stdout) || ptrace(PTRACE_TRACEME, 0, 0, 0) ||
		    raise(SIGSTOP))
			_exit(1);
		execvp(argv[2], argv + 2);
		_exit(1);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL))
		return 1;
	return trace(pid, atoi(argv[1]));
}
