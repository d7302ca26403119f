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

struct ring {
	int fd;
	struct io_uring_params params;
	char *sq, *cq, *entries;
};

/* Makes a ring with @flags, for an entry of @size. Returns 0 or a negative errno. */
static inline int open_ring(struct ring *ring, size_t size, unsigned int flags)
{
	const struct io_uring_params *params = &ring->params;

	memset(ring, 0, sizeof(*ring));
	ring->params.flags = flags;
	ring->fd = (int)syscall(SYS_io_uring_setup, 1, &ring->params);
	if (ring->fd < 0)
		return -errno;
	ring->sq = map_ring(ring->fd, params->sq_off.array + 4, IORING_OFF_SQ_RING);
	ring->cq = map_ring(ring->fd, params->cq_off.cqes + 4 * sizeof(struct io_uring_cqe),
			    IORING_OFF_CQ_RING);
	ring->entries = map_ring(ring->fd, size, IORING_OFF_SQES);
	return ring->sq == MAP_FAILED || ring->cq == MAP_FAILED || ring->entries == MAP_FAILED ?
		       -errno :
		       0;
}

/* Submits the only entry of a new ring. Returns its result, or a negative errno. */
static inline int submit_to(struct ring *ring, const void *entry, size_t size)
{
	memcpy(ring->entries, entry, size);
	*(unsigned int *)(void *)(ring->sq + ring->params.sq_off.array) = 0;
	__atomic_store_n((unsigned int *)(void *)(ring->sq + ring->params.sq_off.tail), 1,
			 __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS, NULL, 0) != 1)
		return -errno;
	return ((struct io_uring_cqe *)(void *)(ring->cq + ring->params.cq_off.cqes))->res;
}

/*
 * Submits @entry, of @size, to a ring of its own, made with @flags. Returns the entry's result, or a negative errno.
 */
static inline int submit_with(const void *entry, size_t size, unsigned int flags)
{
	struct ring ring;
	int err = open_ring(&ring, size, flags);

	return err ? err : submit_to(&ring, entry, size);
}

static inline int submit_entry(const struct io_uring_sqe *entry)
{
	return submit_with(entry, sizeof(*entry), 0);
}

#endif
