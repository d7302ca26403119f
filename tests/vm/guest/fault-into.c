// SPDX-License-Identifier: GPL-2.0
/*
 * fault-into COMMAND...: starts a command in a child whose page faults we answer by userfaultfd(2). Before the exec we
 * can write to the child's memory. Prints the result of that, and of a second try while the command runs; until then
 * its standard input is a pipe.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "ways.h"

#define PAGE 4096UL

#ifndef UFFDIO_MOVE /* Linux 6.8 and later */
struct uffdio_move {
	__u64 dst, src, len, mode;
	__s64 move;
};
#define UFFDIO_MOVE _IOWR(UFFDIO, 0x05, struct uffdio_move)
#endif

static char source[PAGE] __attribute__((aligned(PAGE)));
static char *region;
static int faults;

/* A fork waits until somebody has taken the child's descriptor. */
static void *take_child(void *unused)
{
	struct uffd_msg msg;

	(void)unused;
	if (read(faults, &msg, sizeof(msg)) != sizeof(msg) || msg.event != UFFD_EVENT_FORK)
		return NULL;
	return (void *)(long)msg.arg.fork.ufd; /* NOLINT: it is a number */
}

static int hold_faults(void)
{
	struct uffdio_api api = { .api = UFFD_API, .features = UFFD_FEATURE_EVENT_FORK };
	struct uffdio_register ours = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	region = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	faults = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
	ours.range.start = (unsigned long)region;
	ours.range.len = 2 * PAGE;
	return region == MAP_FAILED || faults < 0 || ioctl(faults, UFFDIO_API, &api) ||
			       ioctl(faults, UFFDIO_REGISTER, &ours) ?
		       errno :
		       0;
}

static int copy_to(int child, const char *to)
{
	struct uffdio_copy copy = { (unsigned long)to, (unsigned long)source, PAGE, 0, 0 };

	return ioctl(child, UFFDIO_COPY, &copy) ? errno : 0;
}

static int put_zero(int child, const char *to)
{
	struct uffdio_zeropage zero = { .range = { (unsigned long)to, PAGE } };

	return ioctl(child, UFFDIO_ZEROPAGE, &zero) ? errno : 0;
}

static int move_to(int child, const char *to)
{
	struct uffdio_move move = { (unsigned long)to, (unsigned long)source, PAGE, 0, 0 };

	return ioctl(child, UFFDIO_MOVE, &move) ? errno : 0;
}

static void say(const char *what, int err)
{
	printf("%s: ", what);
	print_result(err);
	fflush(stdout);
}

/* @started: closed by the exec. */
static int run_command(int input, int started, char **command)
{
	char go;

	(void)started;
	if (dup2(input, 0) != 0 || read(0, &go, 1) != 1)
		return 2;
	say("before", *region == 'x' ? 0 : EIO);
	execv(*command, command);
	return 127;
}

int main(int argc, char **argv)
{
	int input[2], started[2], child, err = hold_faults();
	pthread_t taker;
	void *taken;
	char end;

	memset(source, 'x', sizeof(source));
	if (err || argc < 2 || pipe2(input, O_CLOEXEC) || pipe2(started, O_CLOEXEC) ||
	    pthread_create(&taker, NULL, take_child, NULL)) {
		say("fault-into", err ?: errno);
		return 2;
	}
	if (!fork())
		_exit(run_command(input[0], started[1], argv + 1));
	pthread_join(taker, &taken);
	child = (int)(long)taken;
	close(started[1]);
	err = copy_to(child, region);
	if (err || write(input[1], "g", 1) != 1 || read(started[0], &end, 1) != 0) {
		say("fault-into", err ?: errno);
		return 2;
	}
	say("copy", copy_to(child, region + PAGE));
	say("zero", put_zero(child, region + PAGE));
	say("move", move_to(child, region + PAGE));
	close(input[1]);
	wait(NULL);
	return 0;
}
