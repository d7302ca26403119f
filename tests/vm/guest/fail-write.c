// SPDX-License-Identifier: GPL-2.0
/*
 * fail-write SIZE ERRNO COMMAND [ARG]...: runs the command, and makes each of its writes of SIZE bytes fail with that
 * errno. Uses ptrace, because the small kernels lack seccomp.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static void change_call(pid_t pid, unsigned long size, unsigned long error)
{
	struct user_regs_struct regs;
	struct __ptrace_syscall_info info;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) <= 0 ||
	    ptrace(PTRACE_GETREGS, pid, NULL, &regs))
		return;
	if (info.op == PTRACE_SYSCALL_INFO_ENTRY && regs.orig_rax == SYS_write && regs.rdx == size)
		regs.orig_rax = (unsigned long)-1;
	else if (info.op == PTRACE_SYSCALL_INFO_EXIT && regs.orig_rax == (unsigned long)-1)
		regs.rax = -error;
	else
		return;
	ptrace(PTRACE_SETREGS, pid, NULL, &regs);
}

int main(int argc, char **argv)
{
	unsigned long size, error;
	int status;
	pid_t pid;

	if (argc < 4)
		return 2;
	size = strtoul(argv[1], NULL, 0);
	error = strtoul(argv[2], NULL, 0);
	pid = fork();
	if (!pid) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) || raise(SIGSTOP))
			_exit(125);
		execvp(argv[3], argv + 3);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid ||
	    ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)) {
		perror("fail-write");
		return 125;
	}
	while (WIFSTOPPED(status)) {
		int sent = WSTOPSIG(status);

		if (sent == (SIGTRAP | 0x80))
			change_call(pid, size, error);
		if (sent == SIGSTOP || sent == SIGTRAP || sent == (SIGTRAP | 0x80))
			sent = 0;
		if (ptrace(PTRACE_SYSCALL, pid, NULL, sent) || waitpid(pid, &status, 0) != pid)
			return 125;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}
