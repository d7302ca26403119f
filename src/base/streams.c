// SPDX-License-Identifier: GPL-2.0
/*
 * Standard streams that were closed when the program was started: the next file that is opened gets the number
 * of one, and our output with it. That can be a probe's /dev/mem.
 */
#include <fcntl.h>
#include <unistd.h>

/* A write to an O_PATH descriptor fails as a write to a closed one does. */
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
 * The dynamic linker calls this before the constructors of the libraries. libefivar opens /dev/null in one (38, of
 * Debian 13): standard output was that, and what was said there was lost without an error.
 */
__attribute__((used, section(".preinit_array"))) static void (*const keep_streams)(void) =
	keep_streams_apart;
