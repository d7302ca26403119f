// SPDX-License-Identifier: GPL-2.0
/*
 * run-data WAY: turns data into code in one of many ways, asks for I/O ports, and prints "ok", or the errno's name, to
 * show by which ways a program loses its exceptions. Linked statically, so that its digest covers all of its code.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/io.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/shm.h>

#include "elsewhere.h"
#include "ways.h"

#define SIZE 4096

static int ask(void)
{
	return ioperm(0x80, 1, 1) ? errno : 0;
}

static int check(const void *mapped)
{
	return mapped == MAP_FAILED ? errno : 0;
}

static void *map_itself(int prot)
{
	int fd = open("/proc/self/exe", O_RDONLY);
	void *mapped = mmap(NULL, SIZE, prot, MAP_PRIVATE, fd, 0);

	close(fd);
	return mapped;
}

static int by_nothing(void)
{
	return 0;
}

/* The program itself is listed. */
static int by_itself(void)
{
	return check(map_itself(PROT_READ | PROT_EXEC));
}

static int by_mprotect(void)
{
	void *mapped = map_itself(PROT_READ);

	return check(mapped) ?: mprotect(mapped, SIZE, PROT_READ | PROT_EXEC) ? errno : 0;
}

static int by_pkey(void)
{
	void *mapped = map_itself(PROT_READ);

	return check(mapped) ?: pkey_mprotect(mapped, SIZE, PROT_READ | PROT_EXEC, -1) ? errno : 0;
}

/* Makes all readable memory executable, without asking for it. */
static int by_personality(void)
{
	int fd = open("/etc/passwd", O_RDONLY);

	if (personality(READ_IMPLIES_EXEC) < 0)
		return errno;
	return check(mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE, fd, 0));
}

static int by_memfd(void)
{
	int fd = memfd_create("code", 0);

	if (fd < 0 || ftruncate(fd, SIZE))
		return errno;
	return check(mmap(NULL, SIZE, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0));
}

static int by_shm(void)
{
	int id = shmget(IPC_PRIVATE, SIZE, IPC_CREAT | 0700);
	void *mapped;

	if (id < 0)
		return errno;
	mapped = shmat(id, NULL, SHM_EXEC);
	shmctl(id, IPC_RMID, NULL);
	return check(mapped);
}

/* Anonymous memory, in which a program makes code, as a JIT does. */
static int by_anonymous(void)
{
	return check(mmap(NULL, SIZE, PROT_READ | PROT_WRITE | PROT_EXEC,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
}

/* The child makes the code, and the parent asks. */
static int by_fork(void)
{
	return run_in_child(by_memfd);
}

static int by_thread(void)
{
	return run_in_thread(by_memfd);
}

static const struct way ways[] = {
	{ "nothing", by_nothing }, { "itself", by_itself },	  { "mprotect", by_mprotect },
	{ "pkey", by_pkey },	   { "memfd", by_memfd },	  { "personality", by_personality },
	{ "shm", by_shm },	   { "anonymous", by_anonymous }, { "fork", by_fork },
	{ "thread", by_thread },
};

int main(int argc, char **argv)
{
	const struct way *way = argc == 2 ? FIND_WAY(ways, argv[1]) : NULL;
	int err;

	if (!way)
		return 2;
	err = way->run();
	if (err) {
		fprintf(stderr, "run-data: %s\n", strerror(err));
		return 1;
	}
	print_result(ask());
	return 0;
}
