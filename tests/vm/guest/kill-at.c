// SPDX-License-Identifier: GPL-2.0
/*
 * kill-at N COMMAND...: runs the command and kills it (SIGKILL) just before its Nth visible call: one that can change
 * things that others see. Calls count from the first attachment of a BPF program; a negative N counts the calls before
 * it, from the first. Prints the call, or "ended" if the command ended first.
 * With N = 0 nothing is killed. Before each visible call, or before each EVERYth if the environment has EVERY, the
 * command waits while the environment's AT runs in a shell, with the command's pid as $PID and the call's name as $CALL.
 * Prints how often that was.
 * Status: 0, or 1 if the command could not be run. Uses seccomp, because a traced process loads no engine.
 */
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
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

#define CALLS (sizeof(calls) / sizeof(calls[0]))

static bool attaches(const struct seccomp_data *call)
{
	return call->nr == SYS_bpf &&
	       (call->args[0] == BPF_RAW_TRACEPOINT_OPEN || call->args[0] == BPF_LINK_CREATE);
}

/* Negative numbers count calls from the first one on: -1 is the first, -2 the second. */
static bool is_the_one(const struct seccomp_data *call, int wanted)
{
	static bool attached;
	static int before, behind;

	attached |= attaches(call);
	return attached ? ++behind == wanted : --before == wanted;
}

/* Makes the kernel report those calls to @listener. Returns -1 if that fails. */
static int filter_calls(void)
{
	struct sock_filter filter[CALLS + 3];
	struct sock_fprog program = { .len = CALLS + 3, .filter = filter };
	size_t i;

	filter[0] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						 offsetof(struct seccomp_data, nr));
	for (i = 0; i < CALLS; i++)
		filter[i + 1] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
							     (unsigned int)calls[i].number,
							     (unsigned char)(CALLS - i), 0);
	filter[i + 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	filter[i + 2] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
			    &program);
}

static void run_at(pid_t pid, const char *call)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", pid);
	if (setenv("PID", text, 1) || setenv("CALL", call, 1) || system(getenv("AT")) < 0)
		puts("AT could not be run");
}

/*
 * Waits for the next call, or for the end. Before Linux 6.11 a process that has ended keeps its filter until somebody
 * has waited for it, and its listener says nothing until then.
 */
static bool is_there(pid_t pid, struct pollfd *wait)
{
	int ready;

	do
		ready = poll(wait, 1, 100);
	while (!ready && !waitpid(pid, NULL, WNOHANG));
	return ready > 0 && wait->revents & POLLIN;
}

static int watch(pid_t pid, int listener, int wanted)
{
	struct pollfd wait = { .fd = listener, .events = POLLIN };
	int every = getenv("EVERY") ? atoi(getenv("EVERY")) : 1;
	int calls_seen = 0, stops = 0;

	while (is_there(pid, &wait)) {
		struct seccomp_notif asked;
		struct seccomp_notif_resp answer = { .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE };

		memset(&asked, 0, sizeof(asked));
		if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked))
			continue;
		if (asked.pid == (unsigned int)pid && is_the_one(&asked.data, wanted)) {
			printf("%s %llu\n", name_of((unsigned long)asked.data.nr),
			       (unsigned long long)asked.data.args[0]);
			kill(pid, SIGKILL);
			waitpid(pid, NULL, 0);
			return 0;
		}
		if (!wanted && asked.pid == (unsigned int)pid && !(calls_seen++ % every)) {
			run_at(pid, name_of((unsigned long)asked.data.nr));
			stops++;
		}
		answer.id = asked.id;
		ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
	}
	waitpid(pid, NULL, 0);
	if (wanted)
		puts("ended");
	else
		printf("%d\n", stops);
	return 0;
}

/* The child's files are ours until it has its listener, whose number it leaves in @listener. */
static void start(volatile int *listener, char **argv)
{
	*listener = filter_calls();
	if (*listener < 0 || unshare(CLONE_FILES) || !freopen("/dev/null", "w", stdout))
		_exit(1);
	execvp(argv[2], argv + 2);
	_exit(1);
}

int main(int argc, char **argv)
{
	volatile int *listener = mmap(NULL, sizeof(*listener), PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t pid;

	if (argc < 3 || listener == MAP_FAILED)
		return 1;
	pid = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, NULL);
	if (!pid)
		start(listener, argv);
	while (pid > 0 && !*listener)
		usleep(1000);
	return *listener > 0 ? watch(pid, *listener, atoi(argv[1])) : 1;
}
