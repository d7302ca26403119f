// SPDX-License-Identifier: GPL-2.0
/* find-text FILE TEXT: prints each offset of TEXT in FILE, which may be a block device. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int fd = argc == 3 && *argv[2] ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	off_t len = lseek(fd, 0, SEEK_END);
	const char *all, *at;

	if (fd < 0 || len <= 0) {
		fputs("find-text FILE TEXT: FILE cannot be read, or is empty\n", stderr);
		return 2;
	}
	all = mmap(NULL, (size_t)len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (all == MAP_FAILED) {
		perror(argv[1]);
		return 2;
	}
	at = all;
	while ((at = memmem(at, (size_t)(all + len - at), argv[2], strlen(argv[2]))))
		printf("%td\n", at++ - all);
	return 0;
}
