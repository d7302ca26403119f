// SPDX-License-Identifier: GPL-2.0
/*
 * megasas-dma NODE DISK PHYSICAL OLD NEW: replaces the text OLD by NEW (of the same length) in the memory at PHYSICAL,
 * through a MegaRAID controller without an IOMMU, whose first disk is DISK. NODE is the driver's own: it passes frames
 * to the controller unchanged, except for addresses in as many places as the request names, here none.
 */
#include <errno.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/uio.h>

#include "dma-disk.h"

#define LD_SCSI_IO 3
#define READ_10	   0x28
#define WRITE_10   0x2a
#define SEEN	   1032

/* The kernel's struct megasas_pthru_frame of megaraid_sas.h, with one address. */
struct frame {
	uint8_t command, sense_len, status, scsi_status, target, lun, cdb_len, addresses;
	uint32_t context, pad;
	uint16_t flags, timeout;
	uint32_t length, sense_low, sense_high;
	uint8_t cdb[16];
	union {
		struct {
			uint64_t address;
			uint32_t length;
		} __attribute__((packed)) wide;
		struct {
			uint32_t address, length;
		} narrow;
	} to;
} __attribute__((packed));

struct packet {
	uint16_t host, pad;
	uint32_t sgl_off, sge_count, sense_off, sense_len;
	union {
		uint8_t raw[128];
		struct frame frame;
	} frame;
	struct iovec sgl[16];
} __attribute__((packed));

#define MEGASAS_IOC_FIRMWARE _IOWR('M', 1, struct packet)

static int transfer(int node, int command, uint64_t target, int wide)
{
	struct packet packet = { 0 };
	struct frame *frame = &packet.frame.frame;
	int ret;

	frame->command = LD_SCSI_IO;
	frame->addresses = 1;
	frame->flags = command == READ_10 ? 0x10 : 0x08;
	frame->length = PAGE;
	frame->cdb_len = 10;
	frame->cdb[0] = (uint8_t)command;
	frame->cdb[4] = SEEN * BLOCKS >> 8;
	frame->cdb[5] = SEEN * BLOCKS & 0xff;
	frame->cdb[8] = BLOCKS;
	if (wide) {
		frame->to.wide.address = target;
		frame->to.wide.length = PAGE;
	} else {
		frame->to.narrow.address = (uint32_t)target;
		frame->to.narrow.length = PAGE;
	}
	ret = ioctl(node, MEGASAS_IOC_FIRMWARE, &packet);
	if (ret || frame->status)
		fprintf(stderr, "megasas-dma: %s, status %#x\n", ret ? strerror(errno) : "done",
			frame->status);
	return ret || frame->status;
}

int main(int argc, char **argv)
{
	int node = argc == 6 ? open(argv[1], O_RDWR | O_CLOEXEC) : -1;
	uint64_t target;

	if (node < 0 || open_disk(argv[2])) {
		perror("megasas-dma");
		return 1;
	}
	target = strtoull(argv[3], NULL, 16) & ~(uint64_t)(PAGE - 1);
	/* Whether the driver uses 64-bit addresses depends on the controller. */
	for (int wide = 1; wide >= 0; wide--) {
		memset(page, 0, PAGE);
		if (copy_page(SEEN, 1) || transfer(node, WRITE_10, target, wide) ||
		    copy_page(SEEN, 0) || replace(argv[4], argv[5]))
			continue;
		return copy_page(SEEN, 1) || transfer(node, READ_10, target, wide);
	}
	return 1;
}
