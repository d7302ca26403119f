// SPDX-License-Identifier: GPL-2.0
/*
 * kexec-often TIMES: calls kexec_load(2) with invalid flags so many times: a lock refuses it, or it is EINVAL. Prints
 * the instructions of the first call, the median of all, and the errno. Under -icount shift=0 the time stamp counter
 * counts instructions.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <x86intrin.h>

static int compare(const void *one, const void *other)
{
	unsigned long long a = *(const unsigned long long *)one;
	unsigned long long b = *(const unsigned long long *)other;

	return (a > b) - (a < b);
}

static unsigned long long measure(long call, unsigned long flags)
{
	unsigned long long start = __rdtsc();

	syscall(call, 0UL, 0UL, NULL, flags);
	return __rdtsc() - start;
}

int main(int argc, char **argv)
{
	long times = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
	unsigned long long *spent, first;

	if (times < 1 || !(spent = calloc((size_t)times, sizeof(*spent))))
		return 125;
	/* One-time costs: page faults, the linker. */
	memset(spent, 1, (size_t)times * sizeof(*spent));
	measure(SYS_getppid, 0);
	for (long i = 0; i < times; i++)
		spent[i] = measure(SYS_kexec_load, 0xfffful);
	first = *spent;
	qsort(spent, (size_t)times, sizeof(*spent), compare);
	printf("%llu %llu %s\n", first, spent[times / 2], strerrorname_np(errno));
	free(spent);
	return 0;
}
