/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Commands that tell a device itself what to do: the list of them, and how a request names the
 * device.
 */
#ifndef HOLDFAST_PASSTHROUGH_H
#define HOLDFAST_PASSTHROUGH_H

#include <stdbool.h>

/*
 * A request's detail for HF_REASON_DEVICE_DMA is one device: the kernel's dev_t, which has 12 bits
 * of a major and 20 of a minor number. No major comes up to the highest of its bits: it is set for
 * block devices.
 */
#define HF_DEVICE_BLOCK	    (1U << 31)
#define HF_DEVICE_MINORBITS 20

/**
 * hf_is_passthrough - whether a command is one of passthrough.def
 * @command: an ioctl's number, or that of a command of io_uring
 *
 * Return: true if it is.
 */
static inline bool hf_is_passthrough(unsigned int command)
{
	switch (command) {
#define PASSTHROUGH(NAME, direction, type, number, size) \
	case (direction##U << 30 | (size) << 16 | (type) << 8 | (number)):
#include "passthrough.def"
		return true;
	}
	return false;
}

#endif
