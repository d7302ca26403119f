// SPDX-License-Identifier: GPL-2.0
/*
 * policy-mutate FILE TIMES: writes the kernel's policy, read from FILE, back to it TIMES times, each time with a small
 * change that makes it invalid. Each write has to be refused with an errno, and the policy in force has to stay. Prints
 * the number of refusals for each errno.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"

#define ROOM (1UL << 20)

/* Our own generator makes the same mutations everywhere. */
static uint64_t seed = 1;

static size_t pick(size_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(seed >> 33) % below;
}

static size_t read_policy(const char *path, unsigned char *bytes)
{
	int fd = open(path, O_RDONLY);
	size_t size = 0;
	ssize_t got;

	while (fd >= 0 && size < ROOM && (got = read(fd, bytes + size, ROOM - size)) > 0)
		size += (size_t)got;
	if (fd >= 0)
		close(fd);
	return size;
}

static void change_bytes(unsigned char *bytes, size_t size)
{
	for (size_t times = 1 + pick(4); times; times--) {
		unsigned char *at = bytes + pick(size);

		*at = pick(2) ? (unsigned char)pick(256) : (unsigned char)(*at ^ (1 << pick(8)));
	}
}

/* A number of the header or of a table: a count, a place, a size. */
static void change_number(unsigned char *bytes, size_t size)
{
	static const uint32_t numbers[] = { 0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x04924925 };
	uint32_t number = pick(2) ? numbers[pick(sizeof(numbers) / sizeof(numbers[0]))] :
				    (uint32_t)pick(4096);

	memcpy(bytes + pick(size / 4) * 4, &number, sizeof(number));
}

static size_t mutate(unsigned char *bytes, size_t size)
{
	static const char marker[] = "~Module signature appended~\n";
	size_t more;

	switch (pick(8)) {
	case 0: /* truncated */
		return pick(size);
	case 1: /* bytes added at the end */
		more = 1 + pick(pick(16) ? 64 : ROOM / 2);
		memset(bytes + size, (int)pick(256), more);
		return size + more;
	case 2: /* claims to be signed */
		more = pick(200);
		for (size_t i = 0; i < more; i++)
			bytes[size + i] = (unsigned char)pick(256);
		memcpy(bytes + size + more, marker, sizeof(marker) - 1);
		return size + more + sizeof(marker) - 1;
	case 3:
	case 4:
		change_number(bytes, size);
		return size;
	default:
		change_bytes(bytes, size);
		return size;
	}
}

int main(int argc, char **argv)
{
	static unsigned char before[ROOM], bytes[2 * ROOM], after[ROOM];
	static unsigned long refused[4096];
	unsigned long times, right = 0;
	struct hf_blob blob;
	size_t size;
	int fd;

	if (argc != 3)
		return 2;
	times = strtoul(argv[2], NULL, 10);
	size = read_policy(argv[1], before);
	fd = open(argv[1], O_WRONLY);
	if (fd < 0 || !size || size == ROOM)
		return 2;
	for (unsigned long i = 0; i < times; i++) {
		size_t length;

		memcpy(bytes, before, size);
		length = mutate(bytes, size);
		/* The result is still a valid policy, which is no use here. */
		if (!hf_blob_open(&blob, bytes, (unsigned int)length)) {
			right++;
			i--;
			continue;
		}
		if (pwrite(fd, bytes, length, 0) >= 0 || errno >= 4096) {
			if (!length)
				continue; /* the kernel does not even ask */
			printf("not refused: %zu bytes, number %lu\n", length, i);
			return 1;
		}
		refused[errno]++;
		if (i % 1000 == 999 &&
		    (read_policy(argv[1], after) != size || memcmp(before, after, size))) {
			printf("another policy is in force after number %lu\n", i);
			return 1;
		}
	}
	if (read_policy(argv[1], after) != size || memcmp(before, after, size)) {
		puts("another policy is in force");
		return 1;
	}
	for (int error = 0; error < 4096; error++)
		if (refused[error])
			printf("%s %lu\n", strerrorname_np(error), refused[error]);
	printf("right %lu\n", right);
	return 0;
}
