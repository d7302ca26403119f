// SPDX-License-Identifier: GPL-2.0
/*
 * load-file kexec|module FILE NAME: has the kernel load this, and unload it again, and prints "ok" or
 * the errno's name. NAME is the module's.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/kexec.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int load_kernel(int fd)
{
	if (syscall(SYS_kexec_file_load, fd, -1, 1UL, "", KEXEC_FILE_NO_INITRAMFS))
		return errno;
	return syscall(SYS_kexec_file_load, -1, -1, 1UL, "", KEXEC_FILE_UNLOAD) ? errno : 0;
}

static int load_module(int fd, const char *name)
{
	if (syscall(SYS_finit_module, fd, "", 0))
		return errno;
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? errno : 0;
}

int main(int argc, char **argv)
{
	int fd, err;

	if (argc != 4 || (strcmp(argv[1], "kexec") && strcmp(argv[1], "module"))) {
		fprintf(stderr, "usage: load-file kexec|module FILE NAME\n");
		return 2;
	}
	fd = open(argv[2], O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		perror(argv[2]);
		return 1;
	}
	err = strcmp(argv[1], "kexec") ? load_module(fd, argv[3]) : load_kernel(fd);
	puts(err ? strerrorname_np(err) : "ok");
	return 0;
}
