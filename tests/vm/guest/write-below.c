// SPDX-License-Identifier: GPL-2.0
/*
 * write-below DEVICE FILE OLD NEW: replaces the first text OLD of a file by NEW (of the same length) on the block
 * device, past its file system.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* The offset of a byte of the file on the device, or -1. */
static off_t find_below(int fd, off_t at)
{
	int size, block;

	if (ioctl(fd, FIGETBSZ, &size))
		return -1;
	block = (int)(at / size);
	if (ioctl(fd, FIBMAP, &block) || !block)
		return -1;
	return (off_t)block * size + at % size;
}

static off_t find_text(int fd, const char *text)
{
	struct stat st;
	const char *bytes, *at;

	if (fstat(fd, &st))
		return -1;
	bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return -1;
	at = memmem(bytes, (size_t)st.st_size, text, strlen(text));
	return at ? at - bytes : -1;
}

int main(int argc, char **argv)
{
	int device, fd;
	off_t at;

	if (argc != 5 || strlen(argv[3]) != strlen(argv[4])) {
		fprintf(stderr, "write-below: see the top of write-below.c\n");
		return 2;
	}
	device = open(argv[1], O_WRONLY | O_CLOEXEC);
	fd = open(argv[2], O_RDONLY | O_CLOEXEC);
	if (device < 0 || fd < 0) {
		perror("write-below: open");
		return 1;
	}
	at = find_text(fd, argv[3]);
	at = at < 0 ? -1 : find_below(fd, at);
	if (at < 0) {
		fprintf(stderr, "write-below: %s: no text '%s', or no block\n", argv[2], argv[3]);
		return 1;
	}
	if (pwrite(device, argv[4], strlen(argv[4]), at) != (ssize_t)strlen(argv[4]) ||
	    fsync(device)) {
		perror("write-below: write");
		return 1;
	}
	return 0;
}
