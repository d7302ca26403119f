/* SPDX-License-Identifier: GPL-2.0 */
/* The names and numbers of devices in requests and exceptions; passthrough.h has the numbers' form. */
#ifndef HOLDFAST_BASE_DEVICE_NAME_H
#define HOLDFAST_BASE_DEVICE_NAME_H

#include <stdbool.h>

#define DEVICE_NAME_SIZE 40

/* Writes the kernel's present name of a device, "nvme0n1", or, without one, "block 259:0" or "char 246:0". */
void name_device(unsigned int device, char name[DEVICE_NAME_SIZE]);

/* Finds the number of the device node at @path; false with errno if it is none. */
bool find_device(const char *path, unsigned int *device);

#endif
