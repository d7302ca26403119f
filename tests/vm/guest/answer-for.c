// SPDX-License-Identifier: GPL-2.0
/*
 * answer-for WAY PROGRAM [ARGUMENT...]: executes PROGRAM under a seccomp filter.
 *
 *	filter		without a listener; it refuses a call that no program makes
 *	listener	that asks this program about a call that no program makes
 *	answer		that asks this program about pwrite64(2), and gets ENOTTY without a write
 *	closed		like listener, but the listener is closed when the file /tmp/close exists
 *	filters		like filter, a thousand times
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static char **command;
static const char *way;
/* Child and parent share their files until the child calls exec. */
static volatile int listener = -1;

static int set_filter(unsigned int call, unsigned int action, unsigned int flags)
{
	struct sock_filter insns[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0), /* the call's number */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, action),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(insns) / sizeof(insns[0]), insns };

	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

static int start(void *unused)
{
	unsigned int call = strcmp(way, "answer") ? SYS_acct : SYS_pwrite64;

	if (!strcmp(way, "filter") || !strcmp(way, "filters"))
		for (int i = strcmp(way, "filter") ? 1000 : 1; i > 0; i--)
			listener = set_filter(call, SECCOMP_RET_ERRNO | ENOSYS, 0);
	else
		listener =
			set_filter(call, SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
	if (listener < 0)
		_exit(125);
	execv(command[0], command);
	_exit(126);
	return unused != NULL;
}

static void answer(void)
{
	struct seccomp_notif question = { 0 };
	struct seccomp_notif_resp answer = { .error = -ENOTTY };

	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question))
		exit(1);
	answer.id = question.id;
	if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer))
		exit(1);
}

int main(int argc, char **argv)
{
	static char stack[65536];
	int status = 0;
	pid_t pid;

	if (argc < 3)
		return 2;
	way = argv[1];
	command = argv + 2;
	pid = clone(start, stack + sizeof(stack), CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD,
		    NULL);
	if (pid < 0)
		return 1;
	if (!strcmp(way, "answer"))
		answer();
	if (!strcmp(way, "closed")) {
		while (access("/tmp/close", F_OK))
			usleep(10000);
		close(listener);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return 1;
	return WEXITSTATUS(status);
}
