// SPDX-License-Identifier: GPL-2.0
/*
 * uio-dma UIO PHYSICAL OLD NEW: replaces the text OLD by NEW (of the same length) in the memory at PHYSICAL, through
 * QEMU's device edu, which /dev/UIO maps and whose bus mastering is on. It copies the memory into the device, from
 * there into a page of its own, and back the same way.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>

#define PAGE	   4096UL
#define LENGTH	   1024UL /* QEMU 7.2 has an edu that refuses a whole page */
#define BAR_SIZE   (1UL << 20)
#define EDU_BUFFER 0x40000UL /* the device's own address of its page */
#define START	   1U
#define TO_MEMORY  2U

/* Of the device's registers, as 64-bit words. */
enum { SOURCE = 0x80 / 8, TARGET = 0x88 / 8, COUNT = 0x90 / 8, COMMAND = 0x98 / 8 };

static volatile uint64_t *registers;

static int transfer(uint64_t source, uint64_t target, uint64_t direction)
{
	registers[SOURCE] = source;
	registers[TARGET] = target;
	registers[COUNT] = LENGTH;
	registers[COMMAND] = direction | START;
	for (int i = 0; i < 100; i++) {
		usleep(50000);
		if (!(registers[COMMAND] & START))
			return 0;
	}
	fprintf(stderr, "uio-dma: the device does not come to an end\n");
	return -1;
}

/* Only root sees it. */
static uint64_t physical_of(const void *page)
{
	int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	uint64_t entry = 0;

	if (fd >= 0 && pread(fd, &entry, sizeof(entry), (off_t)((uintptr_t)page / PAGE * 8)) < 0)
		entry = 0;
	close(fd);
	return (entry & ((1ULL << 55) - 1)) * PAGE;
}

static int replace(char *page, const char *old, const char *new)
{
	char *at = memmem(page, LENGTH, old, strlen(old));

	if (!at || strlen(old) != strlen(new))
		return -1;
	memcpy(at, new, strlen(new));
	return 0;
}

int main(int argc, char **argv)
{
	uint64_t there, here;
	char *page;
	int fd;

	if (argc != 5)
		return 2;
	fd = open(argv[1], O_RDWR | O_CLOEXEC);
	registers = fd < 0 ? MAP_FAILED :
			     mmap(NULL, BAR_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_ANONYMOUS | MAP_LOCKED | MAP_POPULATE, -1, 0);
	if (registers == MAP_FAILED || page == MAP_FAILED) {
		perror("uio-dma");
		return 1;
	}
	there = strtoull(argv[2], NULL, 16);
	here = physical_of(page);
	if (transfer(there, EDU_BUFFER, 0) || transfer(EDU_BUFFER, here, TO_MEMORY))
		return 1;
	if (replace(page, argv[3], argv[4])) {
		fprintf(stderr, "uio-dma: no %s there\n", argv[3]);
		return 1;
	}
	return transfer(here, EDU_BUFFER, 0) || transfer(EDU_BUFFER, there, TO_MEMORY);
}
