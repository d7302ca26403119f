// SPDX-License-Identifier: GPL-2.0
/* ask-ioctl NODE NUMBER...: tries an ioctl of each hexadecimal number, without an argument. Prints a result a line. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
	int fd = argc > 2 ? open(argv[1], O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0) {
		perror("ask-ioctl");
		return 1;
	}
	for (int i = 2; i < argc; i++)
		puts(ioctl(fd, strtoul(argv[i], NULL, 16), NULL) < 0 ? strerrorname_np(errno) :
								       "0");
	return 0;
}
