// SPDX-License-Identifier: GPL-2.0
/*
 * load-file kexec|module FILE...: has the kernel load each of these, and unload it again, and prints
 * "FILE ok" or "FILE ERRNO" for each. A module's name is that of hello.ko, or the one behind "=":
 * FILE=NAME.
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
	if (argc < 2 || (strcmp(argv[1], "kexec") && strcmp(argv[1], "module"))) {
		fprintf(stderr, "usage: load-file kexec|module FILE...\n");
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		char *name = strchr(argv[i], '=');
		int fd, err;

		if (name)
			*name++ = '\0';
		fd = open(argv[i], O_RDONLY | O_CLOEXEC);
		if (fd < 0) {
			perror(argv[i]);
			return 1;
		}
		err = strcmp(argv[1], "kexec") ? load_module(fd, name ? name : "hello") :
						 load_kernel(fd);
		printf("%s %s\n", argv[i], err ? strerrorname_np(err) : "ok");
		close(fd);
	}
	return 0;
}
