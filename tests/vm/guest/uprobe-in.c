// SPDX-License-Identifier: GPL-2.0
/*
 * uprobe-in FILE OFFSET [COUNTER]: sets a uprobe in all processes that run FILE, until its input ends. The kernel
 * replaces the byte at OFFSET by int3, even in the middle of an instruction, and adds 1 to the 16 bits at COUNTER, in
 * which a program would count its tracers. Prints "ok", or the errno's name.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>

#include "ways.h"

#define TYPE_FILE "/sys/bus/event_source/devices/uprobe/type"

static int add_uprobe(const char *path, unsigned long long offset, unsigned long long counter)
{
	struct perf_event_attr attr = { .size = sizeof(attr),
					.config = counter << 32,
					.uprobe_path = (unsigned long)path,
					.probe_offset = offset };
	FILE *type = fopen(TYPE_FILE, "re");

	if (!type || fscanf(type, "%u", &attr.type) != 1)
		return errno;
	fclose(type);
	return syscall(SYS_perf_event_open, &attr, -1, 0, -1, 0UL) < 0 ? errno : 0;
}

int main(int argc, char **argv)
{
	char byte;

	if (argc < 3)
		return 2;
	print_result(add_uprobe(argv[1], strtoull(argv[2], NULL, 0),
				argc > 3 ? strtoull(argv[3], NULL, 0) : 0));
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}
