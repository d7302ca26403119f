/* SPDX-License-Identifier: GPL-2.0 */
/* For guest programs: an io_uring with one entry, without a library. */
#ifndef HOLDFAST_TESTS_RING_H
#define HOLDFAST_TESTS_RING_H

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>

static inline void *map_ring(int ring, size_t size, unsigned long long offset)
{
	return mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring, (long)offset);
}

/*
 * Submits @entry, of @size, to a ring of its own, made with @flags. Returns the entry's result, or a negative errno.
 */
static inline int submit_with(const void *entry, size_t size, unsigned int flags)
{
	struct io_uring_params params = { .flags = flags };
	int ring = (int)syscall(SYS_io_uring_setup, 1, &params);
	char *sq, *cq, *sqe;

	if (ring < 0)
		return -errno;
	sq = map_ring(ring, params.sq_off.array + 4, IORING_OFF_SQ_RING);
	cq = map_ring(ring, params.cq_off.cqes + 4 * sizeof(struct io_uring_cqe),
		      IORING_OFF_CQ_RING);
	sqe = map_ring(ring, size, IORING_OFF_SQES);
	if (sq == MAP_FAILED || cq == MAP_FAILED || sqe == MAP_FAILED)
		return -errno;
	memcpy(sqe, entry, size);
	*(unsigned int *)(void *)(sq + params.sq_off.array) = 0;
	__atomic_store_n((unsigned int *)(void *)(sq + params.sq_off.tail), 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		return -errno;
	return ((struct io_uring_cqe *)(void *)(cq + params.cq_off.cqes))->res;
}

static inline int submit_entry(const struct io_uring_sqe *entry)
{
	return submit_with(entry, sizeof(*entry), 0);
}

#endif
