// SPDX-License-Identifier: GPL-2.0
/*
 * path-open WAY PATH [OTHER]: opens a file in one of many ways, or changes it without opening it, and prints "ok", or
 * the errno's name, to show which ways an exception with Paths= covers. Linked statically, so that its digest covers
 * all of its code.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/io_uring.h>
#include <linux/openat2.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "elsewhere.h"
#include "int80.h"
#include "ring.h"
#include "ways.h"

static const char *path, *other;

/* Closes it at once, and returns 0 or an errno. */
static int result(long fd)
{
	if (fd < 0)
		return errno;
	close((int)fd);
	return 0;
}

static int by_open(void)
{
	return result(syscall(SYS_open, path, O_RDWR));
}

static int by_reading(void)
{
	return result(syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_NONBLOCK));
}

static int by_creat(void)
{
	return result(syscall(SYS_creat, path, 0600));
}

static int by_openat2(void)
{
	struct open_how how = { .flags = O_RDWR };

	return result(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof(how)));
}

/* The 32-bit call: open is 5 there, and takes an address of 32 bits. */
static int by_int80(void)
{
	char *low = map_low();
	long ret;

	if (low == MAP_FAILED)
		return errno;
	strcpy(low, path);
	ret = int80(5, (long)low, (void *)O_RDWR, 0, 0);
	return ret < 0 ? (int)-ret : 0;
}

static int by_io_uring(void)
{
	const struct io_uring_sqe entry = { .opcode = IORING_OP_OPENAT,
					    .fd = AT_FDCWD,
					    .addr = (unsigned long)path,
					    .open_flags = O_RDWR };
	int ret = submit_entry(&entry);

	return ret < 0 ? -ret : 0;
}

/* Sets the mode that the file has; the kernel still asks. */
static int by_chmod(void)
{
	struct stat st;

	return stat(path, &st) || chmod(path, st.st_mode & 07777) ? errno : 0;
}

static int by_chown(void)
{
	return chown(path, 0, 0) ? errno : 0;
}

/* The first open has to succeed; the second one's result is printed. */
static int by_open_then_other(void)
{
	int err = by_open();

	path = other;
	return err ?: by_open();
}

static int by_open_then_chmod(void)
{
	return by_open() ?: by_chmod();
}

static int by_fork(void)
{
	return run_in_child(by_open);
}

static int by_thread(void)
{
	return run_in_thread(by_open);
}

#define RACES 3000

static volatile bool done;

static void *open_other(void *opened)
{
	while (!done) {
		int fd = open(other, O_RDWR);

		*(int *)opened |= fd >= 0;
		if (fd >= 0)
			close(fd);
	}
	return NULL;
}

/* Two threads: one's file must always be opened, the other's never. */
static int by_racing(void)
{
	pthread_t thread;
	int opened = 0, err = 0;

	if (pthread_create(&thread, NULL, open_other, &opened))
		return EAGAIN;
	for (int i = 0; i < RACES && !err; i++)
		err = by_open();
	done = true;
	pthread_join(thread, NULL);
	return opened ? EEXIST : err;
}

static int by_exec(void)
{
	execl(other, other, "open", path, (char *)NULL);
	return errno;
}

static const struct way ways[] = {
	{ "open", by_open },
	{ "read", by_reading },
	{ "creat", by_creat },
	{ "openat2", by_openat2 },
	{ "int80", by_int80 },
	{ "io_uring", by_io_uring },
	{ "chmod", by_chmod },
	{ "chown", by_chown },
	{ "then-other", by_open_then_other },
	{ "then-chmod", by_open_then_chmod },
	{ "fork", by_fork },
	{ "thread", by_thread },
	{ "race", by_racing },
	{ "exec", by_exec },
};

int main(int argc, char **argv)
{
	const struct way *way = argc >= 3 ? FIND_WAY(ways, argv[1]) : NULL;

	if (!way)
		return 2;
	path = argv[2];
	other = argv[3];
	print_result(way->run());
	return 0;
}
