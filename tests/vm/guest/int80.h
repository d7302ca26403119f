/* SPDX-License-Identifier: GPL-2.0 */
/* For 64-bit guest programs: 32-bit system calls, which have other numbers. */
#ifndef HOLDFAST_TESTS_INT80_H
#define HOLDFAST_TESTS_INT80_H

#include <stddef.h>
#include <sys/mman.h>

/* Maps an empty page below 4 GiB; MAP_FAILED with errno. */
static inline void *map_low(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1,
		    0);
}

/*
 * Calls @number with five arguments; the sixth, in the frame pointer, is 0. Returns the kernel's value, a negative
 * errno included.
 */
static inline long int80(long number, long a, const void *b, long c, long d)
{
	long ret;

	__asm__ volatile("mov %%rbp, %%r12\n\txor %%ebp, %%ebp\n\tint $0x80\n\tmov %%r12, %%rbp"
			 : "=a"(ret)
			 : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(0L)
			 : "memory", "r8", "r9", "r10", "r11", "r12");
	return ret;
}

#endif
