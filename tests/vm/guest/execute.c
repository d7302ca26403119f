// SPDX-License-Identifier: GPL-2.0
/*
 * execute TIMES SECONDS: between the marks of vm/mark.h, executes two times TIMES instructions in user space, and
 * sleeps. For the test of `vm/run --count`.
 */
#include <stdlib.h>
#include <unistd.h>

#include "../../../vm/mark.h"

int main(int argc, char **argv)
{
	unsigned long times = argc == 3 ? strtoul(argv[1], NULL, 10) : 0;

	if (!times)
		return 125;
	mark_begin();
	__asm__ volatile("1: dec %0\n\tjnz 1b" : "+r"(times) : : "cc");
	sleep((unsigned int)strtoul(argv[2], NULL, 10));
	mark_end();
	return 0;
}
