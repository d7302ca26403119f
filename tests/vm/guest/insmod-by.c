// SPDX-License-Identifier: GPL-2.0
/* insmod-by file|memory MODULE: loads it by finit_module(2) or init_module(2); prints "loaded" or the error's name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

int main(int argc, char **argv)
{
	struct stat st;
	void *image;
	long err;
	int fd;

	if (argc != 3)
		return 2;
	fd = open(argv[2], O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st)) {
		perror(argv[2]);
		return 2;
	}
	if (!strcmp(argv[1], "file")) {
		err = syscall(SYS_finit_module, fd, "", 0);
	} else {
		image = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		err = syscall(SYS_init_module, image, st.st_size, "");
	}
	puts(err ? strerrorname_np(errno) : "loaded");
	return 0;
}
