// SPDX-License-Identifier: GPL-2.0
/*
 * nvme-ask NODE WAY...: sends the controller of NODE a harmless command by each WAY (see nvme.h), identify or an empty
 * flush, and prints a result a line: 0, a status, or an errno's name.
 */
#include <fcntl.h>
#include <stdlib.h>

#include "nvme.h"

#define IDENTIFY 6
#define READ	 2
#define FLUSH	 0
#define ANSWER	 4096

static int ask(const char *node, const struct nvme_way *way)
{
	/* As the last of its fields is for 64 bits only, it is a struct nvme_passthru_cmd just as well. */
	struct nvme_passthru_cmd64 what = { .opcode = FLUSH, .nsid = 1 };
	void *answer = map_low();
	const struct {
		void *base;
		size_t len;
	} vector = { answer, ANSWER };
	int fd = open(node, O_RDWR | O_CLOEXEC), ret;

	if (fd < 0 || answer == MAP_FAILED)
		return -errno;
	if (strstr(way->name, "admin")) {
		what.opcode = IDENTIFY;
		what.nsid = 0;
		what.cdw10 = 1;
	} else if (way->form == NVME_SUBMIT) {
		what.opcode = READ;
	}
	if (what.opcode) {
		what.addr = (uintptr_t)answer;
		what.data_len = way->form == NVME_SUBMIT ? 512 : ANSWER;
	}
	if (what.addr && strstr(way->name, "-vec")) {
		what.addr = (uintptr_t)&vector;
		what.data_len = 1;
	}
	ret = send_command(way, fd, &what);
	close(fd);
	return ret;
}

int main(int argc, char **argv)
{
	for (int i = 2; i < argc; i++) {
		const struct nvme_way *way = find_way(argv[i]);
		int ret = way ? ask(argv[1], way) : -EINVAL;

		printf("%s ", argv[i]);
		if (ret < 0)
			puts(strerrorname_np(-ret));
		else
			printf("%d\n", ret);
	}
	return argc < 3;
}
