// SPDX-License-Identifier: GPL-2.0
/*
 * load-file WAY FILE [MORE]: has the kernel load a file, and prints what came of it: "ok", or the
 * errno's name. To see which files and ways an exception covers. Linked statically: what is verified
 * is all of it.
 *
 *	kexec FILE [INITRD]	a kernel, by kexec_file_load(2); what was loaded is unloaded again
 *	kexec-twice FILE OTHER	the same of OTHER, after FILE with an initrd that there is none of
 *	kexec-data FILE OTHER	the same, and then OTHER by kexec_load(2)
 *	module FILE [NAME]	by finit_module(2); with the module's name it is taken out again
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

#define NR32_FINIT_MODULE 350

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

static int by_kexec(const char *path, const char *initrd)
{
	return kexec_with(path, initrd ? open_file(initrd) : -1);
}

static int by_kexec_twice(const char *path, const char *other)
{
	/* A folder is no initrd: the kernel has been looked at by then. */
	kexec_with(path, open_file("/"));
	return kexec_with(other, -1);
}

static int by_kexec_data(const char *path, const char *unused)
{
	static char page[4096];
	struct kexec_segment segment = { page, sizeof(page), (void *)0x1000000, sizeof(page) };

	(void)unused;
	kexec_with(path, open_file("/"));
	return result(syscall(SYS_kexec_load, 0x1000000UL, 1UL, &segment,
			      (unsigned long)KEXEC_ARCH_DEFAULT));
}

static int by_module(const char *path, const char *name)
{
	int err = result(syscall(SYS_finit_module, open_file(path), "", 0));

	return !err && name ? result(syscall(SYS_delete_module, name, O_NONBLOCK)) : err;
}

static int by_data(const char *path, const char *unused)
{
	int fd = open_file(path);
	struct stat st;
	void *bytes;

	(void)unused;
	if (fstat(fd, &st))
		return errno;
	bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return errno;
	return result(syscall(SYS_init_module, bytes, (unsigned long)st.st_size, ""));
}

static int by_module_then_data(const char *path, const char *other)
{
	syscall(SYS_finit_module, open_file(path), (void *)1, 0);
	return by_data(other, NULL);
}

static int by_module32(const char *path, const char *unused)
{
	/* A string that 32 bits can point at. */
	char *none = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	long ret;

	(void)unused;
	__asm__ volatile("int $0x80"
			 : "=a"(ret)
			 : "a"(NR32_FINIT_MODULE), "b"(open_file(path)), "c"(none), "d"(0)
			 : "memory", "r8", "r9", "r10", "r11");
	errno = (int)-ret;
	return ret < 0 ? errno : 0;
}

/* The core's file is in the folder it runs in. */
static int by_dump(const char *unused, const char *unused_too)
{
	int status;
	pid_t pid = fork();

	(void)unused;
	(void)unused_too;
	if (!pid)
		abort();
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return errno;
	return WCOREDUMP(status) ? 0 : EPERM;
}

static const struct {
	const char *name;
	int (*load)(const char *path, const char *more);
} ways[] = {
	{ "kexec", by_kexec },		 { "kexec-twice", by_kexec_twice },
	{ "kexec-data", by_kexec_data }, { "module", by_module },
	{ "module-data", by_data },	 { "module-then-data", by_module_then_data },
	{ "module32", by_module32 },	 { "dump", by_dump },
};

int main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof(ways) / sizeof(ways[0]); i++) {
		int err;

		if (strcmp(ways[i].name, argv[1]) != 0)
			continue;
		err = ways[i].load(argc > 2 ? argv[2] : "", argc > 3 ? argv[3] : NULL);
		puts(err ? strerrorname_np(err) : "ok");
		return err ? 1 : 0;
	}
	fprintf(stderr, "load-file: see the top of load-file.c\n");
	return 2;
}
