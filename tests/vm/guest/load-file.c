// SPDX-License-Identifier: GPL-2.0
/*
 * load-file WAY FILE [MORE]: makes the kernel load a file, and prints "ok", or the errno's name, to show which files
 * and ways an exception covers. Linked statically, so that its digest covers all of its code.
 *
 *	kexec FILE [INITRD]	a kernel, by kexec_file_load(2); what was loaded is unloaded again
 *	kexec-twice FILE OTHER	the same for OTHER, after FILE with an invalid initrd
 *	kexec-data FILE OTHER	the same, and then OTHER by kexec_load(2)
 *	module FILE [NAME]	by finit_module(2); with the module's name it is unloaded again
 *	module-data FILE	by init_module(2)
 *	module-then-data FILE OTHER	FILE with parameters that cannot be read, then OTHER's bytes
 *	module32 FILE		by a system call of 32 bits
 *	dump			dumps its core
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/kexec.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "int80.h"
#include "ways.h"

#define NR32_FINIT_MODULE 350

static const char *file, *more;

static int result(long ret)
{
	return ret < 0 ? errno : 0;
}

static int open_file(const char *path)
{
	int fd = open(path, O_RDONLY);

	if (fd < 0) {
		perror(path);
		exit(2);
	}
	return fd;
}

static int kexec_with(const char *path, int initrd)
{
	static const char line[] = "quiet";
	unsigned long flags = initrd < 0 ? KEXEC_FILE_NO_INITRAMFS : 0;
	int err = result(
		syscall(SYS_kexec_file_load, open_file(path), initrd, sizeof(line), line, flags));

	if (!err)
		syscall(SYS_kexec_file_load, -1, -1, 0, NULL, KEXEC_FILE_UNLOAD);
	return err;
}

static int by_kexec(void)
{
	return kexec_with(file, more ? open_file(more) : -1);
}

/* A folder is no initrd: the kernel has been looked at by then. */
static int by_kexec_twice(void)
{
	kexec_with(file, open_file("/"));
	return kexec_with(more, -1);
}

static int by_kexec_data(void)
{
	static char page[4096];
	struct kexec_segment segment = { page, sizeof(page), (void *)0x1000000, sizeof(page) };

	kexec_with(file, open_file("/"));
	return result(syscall(SYS_kexec_load, 0x1000000UL, 1UL, &segment,
			      (unsigned long)KEXEC_ARCH_DEFAULT));
}

static int by_module(void)
{
	int err = result(syscall(SYS_finit_module, open_file(file), "", 0));

	return !err && more ? result(syscall(SYS_delete_module, more, O_NONBLOCK)) : err;
}

static int load_data(const char *path)
{
	int fd = open_file(path);
	struct stat st;
	void *bytes;

	if (fstat(fd, &st))
		return errno;
	bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return errno;
	return result(syscall(SYS_init_module, bytes, (unsigned long)st.st_size, ""));
}

static int by_data(void)
{
	return load_data(file);
}

static int by_module_then_data(void)
{
	syscall(SYS_finit_module, open_file(file), (void *)1, 0);
	return load_data(more);
}

static int by_module32(void)
{
	char *none = map_low();
	long ret;

	if (none == MAP_FAILED)
		return errno;
	ret = int80(NR32_FINIT_MODULE, open_file(file), none, 0, 0);
	return ret < 0 ? (int)-ret : 0;
}

/* The core's file is in the folder it runs in. */
static int by_dump(void)
{
	int status;
	pid_t pid = fork();

	if (!pid)
		abort();
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return errno;
	return WCOREDUMP(status) ? 0 : EPERM;
}

static const struct way ways[] = {
	{ "kexec", by_kexec },		 { "kexec-twice", by_kexec_twice },
	{ "kexec-data", by_kexec_data }, { "module", by_module },
	{ "module-data", by_data },	 { "module-then-data", by_module_then_data },
	{ "module32", by_module32 },	 { "dump", by_dump },
};

int main(int argc, char **argv)
{
	const struct way *way = argc > 1 ? FIND_WAY(ways, argv[1]) : NULL;
	int err;

	if (!way) {
		fprintf(stderr, "load-file: see the top of load-file.c\n");
		return 2;
	}
	file = argc > 2 ? argv[2] : "";
	more = argc > 3 ? argv[3] : NULL;
	err = way->run();
	print_result(err);
	return err ? 1 : 0;
}
