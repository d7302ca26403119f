// SPDX-License-Identifier: GPL-2.0
/*
 * ring-path WAY PATH [TO]: removes or renames by an io_uring, whose kernel worker makes the call: unlink, rmdir or
 * rename.
 * ring-path --wait FILE WAY PATH [TO]: makes the ring, and waits for FILE before it makes the call.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../vm/guest/ring.h"

static int fill(struct io_uring_sqe *entry, int argc, char **argv)
{
	*entry = (struct io_uring_sqe){ .fd = AT_FDCWD, .flags = IOSQE_ASYNC };
	if (argc < 2)
		return -1;
	entry->addr = (unsigned long)argv[1];
	entry->opcode = IORING_OP_UNLINKAT;
	if (!strcmp(argv[0], "unlink"))
		return 0;
	if (!strcmp(argv[0], "rmdir")) {
		entry->unlink_flags = AT_REMOVEDIR;
		return 0;
	}
	if (strcmp(argv[0], "rename") != 0 || argc < 3)
		return -1;
	entry->opcode = IORING_OP_RENAMEAT;
	entry->len = (unsigned int)AT_FDCWD;
	entry->off = (unsigned long)argv[2];
	return 0;
}

int main(int argc, char **argv)
{
	bool waits = argc > 2 && !strcmp(argv[1], "--wait");
	int words = waits ? 3 : 1, err;
	struct io_uring_sqe entry;
	struct ring ring;

	if (fill(&entry, argc - words, argv + words))
		return 2;
	err = open_ring(&ring, sizeof(entry), 0);
	while (!err && waits && access(argv[2], F_OK))
		usleep(100000);
	if (!err)
		err = submit_to(&ring, &entry, sizeof(entry));
	if (err < 0)
		printf("%s %s: %s\n", argv[words], argv[words + 1], strerrorname_np(-err));
	return err < 0;
}
