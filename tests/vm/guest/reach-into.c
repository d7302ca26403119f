// SPDX-License-Identifier: GPL-2.0
/*
 * reach-into WAY PID|COMMAND...: tries to reach into another process, and prints "ok" or the errno's name. "start"
 * starts the command under a tracer, "leave" under one that has gone when the command begins.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "ways.h"

static char **command;
static pid_t pid;

/* Detaches: otherwise the process would stay stopped, and its waiter would wait for ever. */
static int by_attach(void)
{
	if (ptrace(PTRACE_ATTACH, pid, 0, 0))
		return errno;
	waitpid(pid, NULL, 0);
	ptrace(PTRACE_DETACH, pid, 0, 0);
	return 0;
}

static int by_seize(void)
{
	return ptrace(PTRACE_SEIZE, pid, 0, 0) ? errno : 0;
}

static int by_mem(void)
{
	char path[32];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/mem", pid);
	fd = open(path, O_RDWR);
	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}

/* Uses an unmapped address: EFAULT, if the access is allowed. */
static int by_writev(void)
{
	char byte = 0;
	struct iovec from = { &byte, 1 }, to = { NULL, 1 };

	return process_vm_writev(pid, &from, 1, &to, 1, 0) < 0 ? errno : 0;
}

static int by_getfd(void)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);

	if (pidfd < 0)
		return errno;
	return syscall(SYS_pidfd_getfd, pidfd, 0, 0) < 0 ? errno : 0;
}

/* The command prints its own result, if it gets that far. @then: the request after each of its stops. */
static int start_traced(enum __ptrace_request then)
{
	int status;

	pid = fork();
	if (!pid) {
		ptrace(PTRACE_TRACEME, 0, 0, 0);
		execv(command[0], command);
		printf("not started: %s\n", strerrorname_np(errno));
		fflush(stdout);
		_exit(0);
	}
	while (waitpid(pid, &status, 0) == pid && WIFSTOPPED(status))
		ptrace(then, pid, 0, 0);
	return -1;
}

static int by_start(void)
{
	return start_traced(PTRACE_CONT);
}

/* Between its start and its first instruction the tracer could have replaced its instructions. */
static int by_leave(void)
{
	return start_traced(PTRACE_DETACH);
}

/* Pages out the first mapping of its memory, which is read back later. */
static int by_madvise(void)
{
	unsigned long begin, end;
	struct iovec part;
	char path[32];
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	maps = fopen(path, "re");
	if (!maps || fscanf(maps, "%lx-%lx", &begin, &end) != 2)
		return errno ?: EIO;
	fclose(maps);
	part.iov_base = (void *)begin; /* NOLINT: the other process's address */
	part.iov_len = end - begin;
	return syscall(SYS_process_madvise, syscall(SYS_pidfd_open, pid, 0), &part, 1, MADV_PAGEOUT,
		       0) < 0 ?
		       errno :
		       0;
}

/* Moves a page to the node that it is on. */
static int by_move(void)
{
	void *page = NULL;
	int node = 0, status;

	return syscall(SYS_move_pages, pid, 1, &page, &node, &status, 2 /* MPOL_MF_MOVE */) < 0 ?
		       errno :
		       0;
}

static int by_migrate(void)
{
	unsigned long node = 1;

	return syscall(SYS_migrate_pages, pid, 2, &node, &node) < 0 ? errno : 0;
}

/* Resets the marks of pages that it has read and written. */
static int by_refs(void)
{
	char path[32];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/clear_refs", pid);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	return fd < 0 || write(fd, "4", 1) != 1 ? errno : 0;
}

static int by_mrelease(void)
{
	return syscall(SYS_process_mrelease, syscall(SYS_pidfd_open, pid, 0), 0) ? errno : 0;
}

static const struct way ways[] = {
	{ "attach", by_attach },   { "seize", by_seize },     { "mem", by_mem },
	{ "writev", by_writev },   { "getfd", by_getfd },     { "start", by_start },
	{ "leave", by_leave },	   { "madvise", by_madvise }, { "move", by_move },
	{ "migrate", by_migrate }, { "refs", by_refs },	      { "mrelease", by_mrelease },
};

int main(int argc, char **argv)
{
	const struct way *way = argc >= 3 ? FIND_WAY(ways, argv[1]) : NULL;
	int err;

	if (!way)
		return 2;
	command = argv + 2;
	pid = atoi(argv[2]);
	err = way->run();
	if (err >= 0)
		print_result(err);
	return 0;
}
