/* SPDX-License-Identifier: GPL-2.0 */
/* For guest programs that make a disk's controller read and write memory: copying by way of the disk. */
#ifndef HOLDFAST_TESTS_DMA_DISK_H
#define HOLDFAST_TESTS_DMA_DISK_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAGE   4096UL
#define BLOCKS (PAGE / 512)

static char *page;
static int disk;

static inline int open_disk(const char *path)
{
	disk = open(path, O_RDWR | O_DIRECT | O_CLOEXEC);
	page = aligned_alloc(PAGE, PAGE);
	return disk < 0 || !page ? -1 : 0;
}

/* Copies between the disk's page @at and our page. */
static inline int copy_page(unsigned long at, int write)
{
	off_t place = (off_t)(at * PAGE);

	return (write ? pwrite(disk, page, PAGE, place) : pread(disk, page, PAGE, place)) ==
			       (ssize_t)PAGE ?
		       0 :
		       -1;
}

static inline int replace(const char *old, const char *new)
{
	char *at = memmem(page, PAGE, old, strlen(old));

	if (!at || strlen(old) != strlen(new)) {
		fprintf(stderr, "no %s there\n", old);
		return -1;
	}
	memcpy(at, new, strlen(new));
	return 0;
}

#endif
