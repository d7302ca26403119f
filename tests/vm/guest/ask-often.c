// SPDX-License-Identifier: GPL-2.0
/* ask-often NUMBER TIMES: asks ask.ko so many times; fails if the answers differ. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int fd = open("/sys/module/ask/parameters/number", O_WRONLY);
	long times = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	ssize_t first = 0;

	if (fd < 0 || times < 1) {
		perror("ask-often");
		return 2;
	}
	for (long i = 0; i < times; i++) {
		ssize_t n = pwrite(fd, argv[1], strlen(argv[1]), 0);

		if (i && n != first)
			return 1;
		first = n;
	}
	return 0;
}
