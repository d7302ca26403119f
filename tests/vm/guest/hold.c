// SPDX-License-Identifier: GPL-2.0
/*
 * hold WHAT [PATH [FLAGS]]: opens a way into the kernel, prints "held" or the errno's name, and keeps it until killed.
 * FLAGS are those of open(2) as a number; thread and map take them, too.
 *	open PATH	a descriptor
 *	path PATH	a descriptor with O_PATH
 *	thread PATH	a descriptor of a thread with a table of its own, whose leader has none
 *	leaderless PATH	a descriptor of a process whose first thread has ended
 *	leaderless-map PATH	a mapping of such a process
 *	map PATH	a mapping, the descriptor closed
 *	private PATH	the same, private
 *	iopl, ioperm	I/O ports
 *	kexec		an image that is one page of nothing; ends at once
 *	unkexec		takes it away again
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/kexec.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static const char *path;
static int flags;
static bool maps;

static int say(bool done)
{
	puts(done ? "held" : strerrorname_np(errno));
	fflush(stdout);
	return done ? 0 : -1;
}

static int hold_mapping(int kind);

static void *hold_alone(void *leader)
{
	/* The leader has to be gone before the look. */
	if (leader)
		usleep(200000);
	if (maps ? hold_mapping(MAP_SHARED) : unshare(CLONE_FILES) || say(open(path, flags) >= 0))
		exit(1);
	pause();
	return NULL;
}

static int hold_thread(bool leaderless)
{
	pthread_t thread;

	errno = pthread_create(&thread, NULL, hold_alone, leaderless ? &thread : NULL);
	if (errno)
		return say(false);
	if (leaderless)
		syscall(SYS_exit, 0);
	pause();
	return 0;
}

static int hold_mapping(int kind)
{
	bool writable = (flags & O_ACCMODE) == O_RDWR;
	int fd = open(path, flags);
	void *at;

	if (fd < 0)
		return say(false);
	at = mmap(NULL, 4096, writable ? PROT_READ | PROT_WRITE : PROT_READ, kind, fd, 0);
	close(fd);
	return say(at != MAP_FAILED);
}

static int load_kexec(bool load)
{
	static const char nothing[4096];
	struct kexec_segment segment = {
		.buf = (void *)(uintptr_t)nothing, /* NOLINT: read only */
		.bufsz = sizeof(nothing),
		.mem = (void *)(32UL << 20), /* NOLINT: physical */
		.memsz = sizeof(nothing),
	};

	return say(!syscall(SYS_kexec_load, 32UL << 20, load ? 1 : 0, load ? &segment : NULL,
			    KEXEC_ARCH_DEFAULT));
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int err = -1;

	path = argc > 2 ? argv[2] : "";
	flags = argc > 3 ? (int)strtol(argv[3], NULL, 0) : O_RDONLY;
	if (!strcmp(what, "open"))
		err = say(open(path, flags) >= 0);
	else if (!strcmp(what, "path"))
		err = say(open(path, O_PATH) >= 0);
	else if (!strcmp(what, "thread"))
		err = hold_thread(false);
	else if (!strncmp(what, "leaderless", strlen("leaderless"))) {
		maps = !strcmp(what, "leaderless-map");
		err = hold_thread(true);
	} else if (!strcmp(what, "map"))
		err = hold_mapping(MAP_SHARED);
	else if (!strcmp(what, "private"))
		err = hold_mapping(MAP_PRIVATE);
	else if (!strcmp(what, "iopl"))
		err = say(!iopl(3));
	else if (!strcmp(what, "ioperm"))
		err = say(!ioperm(0x80, 1, 1));
	else if (!strcmp(what, "kexec") || !strcmp(what, "unkexec"))
		return load_kexec(!strcmp(what, "kexec")) ? 1 : 0;
	if (err)
		return 1;
	pause();
	return 0;
}
