// SPDX-License-Identifier: GPL-2.0
/*
 * msr-write WAY REGISTER [ARGUMENT...]: writes a register's own value back on processor 0, in one of many ways, and
 * prints "ok", or the errno's name, to show which ways an exception covers. Linked statically, so that its digest
 * covers all of its code.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <asm/msr.h>
#include <linux/io_uring.h>
#include <sys/io.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "elsewhere.h"
#include "int80.h"
#include "ring.h"
#include "ways.h"

static unsigned int reg;
static unsigned long long value;
static int fd = -1;

static int open_register(void)
{
	fd = open("/dev/cpu/0/msr", O_RDWR);
	if (fd < 0 || pread(fd, &value, sizeof(value), reg) != sizeof(value))
		return errno;
	return 0;
}

/* For measurements, and for questions to another program. */
static char **rest;

static int result(long written)
{
	return written == sizeof(value) ? 0 : errno;
}

static int by_pwrite(void)
{
	return open_register() ?: result(pwrite(fd, &value, sizeof(value), reg));
}

/* Writes another value: the first argument has the bits that change. */
static int by_flipping(void)
{
	int err = open_register();

	if (err)
		return err;
	value ^= strtoull(rest[0], NULL, 0);
	return result(pwrite(fd, &value, sizeof(value), reg));
}

static int by_write(void)
{
	int err = open_register();

	if (err)
		return err;
	lseek(fd, reg, SEEK_SET);
	return result(write(fd, &value, sizeof(value)));
}

static int by_pwritev(void)
{
	struct iovec part = { &value, sizeof(value) };

	return open_register() ?: result(pwritev(fd, &part, 1, reg));
}

static int by_ioctl(void)
{
	unsigned int registers[8] = { 0 };
	int err = open_register();

	if (err)
		return err;
	registers[1] = reg; /* ecx */
	registers[0] = (unsigned int)value;
	registers[2] = (unsigned int)(value >> 32);
	return ioctl(fd, X86_IOC_WRMSR_REGS, registers) ? errno : 0;
}

/* The 32-bit call, of which the numbers of 64 bits know nothing: pwrite64 is 181 there. */
static int by_int80(void)
{
	unsigned long long *low = map_low();
	int err = open_register();
	long ret;

	if (err || low == MAP_FAILED)
		return err ?: errno;
	*low = value;
	ret = int80(181, fd, low, sizeof(value), reg);
	return ret == sizeof(value) ? 0 : (int)-ret;
}

static int by_ring(unsigned char flags)
{
	int ret, err = open_register();
	const struct io_uring_sqe entry = { .opcode = IORING_OP_WRITE,
					    .flags = flags,
					    .fd = fd,
					    .addr = (unsigned long)&value,
					    .len = sizeof(value),
					    .off = reg };

	if (err)
		return err;
	ret = submit_entry(&entry);
	return ret == sizeof(value) ? 0 : -ret;
}

static int by_io_uring(void)
{
	return by_ring(0);
}

/* A kernel thread does the write. */
static int by_io_worker(void)
{
	return by_ring(IOSQE_ASYNC);
}

/* Has an io_uring, but does not use it for the write. */
static int by_ring_beside(void)
{
	struct io_uring_params params = { 0 };

	return syscall(SYS_io_uring_setup, 1, &params) < 0 ? errno : by_pwrite();
}

/* Asks its parent to trace it. */
static int by_traced(void)
{
	return ptrace(PTRACE_TRACEME, 0, 0, 0) ? errno : by_pwrite();
}

/* For measurements: writes as often as the first argument says. */
static int by_writing_often(void)
{
	int err = open_register();

	for (int i = atoi(rest[0]); i > 0 && !err; i--)
		err = result(pwrite(fd, &value, sizeof(value), reg));
	return err;
}

static int by_fork(void)
{
	return run_in_child(by_pwrite);
}

static int by_thread(void)
{
	return run_in_thread(by_pwrite);
}

/* Executes the rest of the command line, which prints its own result. */
static int by_exec(void)
{
	execv(rest[0], rest);
	return errno;
}

/* An open file survives exec, and can be passed over a socket: the lock judges the writer. */
static int by_descriptor(void)
{
	fd = 9;
	if (pread(fd, &value, sizeof(value), reg) != sizeof(value))
		return errno;
	return result(pwrite(fd, &value, sizeof(value), reg));
}

static int by_exec_descriptor(void)
{
	int err = open_register();

	if (err || dup2(fd, 9) < 0)
		return err ?: errno;
	return by_exec();
}

/* Asks for the ports REGISTER and the next: the other reason that can be narrowed. */
static int by_ioperm(void)
{
	return ioperm(reg, 2, 1) ? errno : 0;
}

static int by_iopl(void)
{
	return iopl(3) ? errno : 0;
}

/* Turns a file's data into code, which nobody vouches for. */
static int by_mprotect(void)
{
	int file = open("/proc/self/exe", O_RDONLY);
	void *data = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, file, 0);

	if (data == MAP_FAILED || mprotect(data, 4096, PROT_READ | PROT_EXEC))
		return errno;
	return by_pwrite();
}

/* Prints its PID, and lets others reach into it until its input ends. */
static void wait_for_end(void)
{
	char byte;

	printf("%d\n", getpid());
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
}

/* Then another thread may run. */
static int by_waiting(void)
{
	wait_for_end();
	return rest[0] ? by_exec() : by_pwrite();
}

static int wait_in_child(void *unused)
{
	(void)unused;
	wait_for_end();
	return 0;
}

/* Lets others reach into a child that shares its memory. */
static int by_sharing(void)
{
	static char stack[65536];
	pid_t child = clone(wait_in_child, stack + sizeof(stack), CLONE_VM | SIGCHLD, NULL);

	return child < 0 || waitpid(child, NULL, 0) != child ? errno : by_pwrite();
}

/* Asks its parent to trace it; the parent has gone when it writes. */
static int by_being_left(void)
{
	pid_t parent = getpid();

	switch (fork()) {
	case -1:
		return errno;
	case 0:
		if (ptrace(PTRACE_TRACEME, 0, 0, 0))
			return errno;
		kill(parent, SIGKILL);
		while (getppid() == parent)
			usleep(10000);
		return by_pwrite();
	default:
		pause();
		return EINTR;
	}
}

static void go_on(int signal)
{
	(void)signal;
}

/* Then it hits a breakpoint of its own, where the kernel notices that the uprobes are gone. */
static int by_trapping(void)
{
	signal(SIGTRAP, go_on);
	wait_for_end();
	__asm__ volatile("int3");
	return by_pwrite();
}

/* Targets of a uprobe: an instruction's operand, whose first byte could be an instruction, and a number. */
unsigned int operand(void);
__asm__(".pushsection .text\noperand:\n\tmov $0x01020304, %eax\n\tret\n.popsection");
static volatile short number = 7;
/* A counter that stays negative when it is counted up, which the kernel takes for an error. */
static volatile short negative = -9;

/* Its offset in this program's file; 0: it has none. */
static unsigned long offset_of(const volatile void *address)
{
	unsigned long at = (unsigned long)address, begin, end, offset, found = 0;
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512];

	while (maps && !found && fgets(line, sizeof(line), maps))
		if (sscanf(line, "%lx-%lx %*s %lx", &begin, &end, &offset) == 3 && at >= begin &&
		    at < end)
			found = at - begin + offset;
	if (maps)
		fclose(maps);
	return found;
}

static int by_telling_offsets(void)
{
	printf("%#lx %#lx\n", offset_of((const char *)operand + 1), offset_of(&number));
	return 0;
}

static int by_telling_negative(void)
{
	printf("%#lx\n", offset_of(&negative));
	return 0;
}

static int by_telling_values(void)
{
	printf("%#x %d\n", operand(), number);
	return 0;
}

static const struct way ways[] = {
	{ "pwrite", by_pwrite },
	{ "write", by_write },
	{ "flip", by_flipping },
	{ "pwritev", by_pwritev },
	{ "ioctl", by_ioctl },
	{ "int80", by_int80 },
	{ "io_uring", by_io_uring },
	{ "io_worker", by_io_worker },
	{ "ring", by_ring_beside },
	{ "traced", by_traced },
	{ "fork", by_fork },
	{ "thread", by_thread },
	{ "exec", by_exec },
	{ "often", by_writing_often },
	{ "exec-descriptor", by_exec_descriptor },
	{ "descriptor", by_descriptor },
	{ "ioperm", by_ioperm },
	{ "iopl", by_iopl },
	{ "mprotect", by_mprotect },
	{ "wait", by_waiting },
	{ "share", by_sharing },
	{ "left", by_being_left },
	{ "trap", by_trapping },
	{ "offsets", by_telling_offsets },
	{ "negative", by_telling_negative },
	{ "values", by_telling_values },
};

int main(int argc, char **argv)
{
	const struct way *way = argc >= 3 ? FIND_WAY(ways, argv[1]) : NULL;

	if (!way)
		return 2;
	reg = (unsigned int)strtoul(argv[2], NULL, 0);
	rest = argv + 3;
	print_result(way->run());
	return 0;
}
