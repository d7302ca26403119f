// SPDX-License-Identifier: GPL-2.0
/*
 * Keeps closed standard streams apart. If one is closed when the program starts, the next file that is opened gets its
 * number, and our output. That can be a probe's /dev/mem.
 */
#include <fcntl.h>
#include <unistd.h>

/* Opens O_PATH descriptors in their place: writing to these fails, as it does to a closed one. */
static void keep_streams_apart(void)
{
	int fd;

	do
		fd = open("/", O_PATH | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/*
 * The dynamic linker calls this before the constructors of libraries. One of libefivar 38 (Debian 13) opens /dev/null,
 * which became standard output: our output was lost without an error.
 */
__attribute__((used, section(".preinit_array"))) static void (*const keep_streams)(void) =
	keep_streams_apart;
