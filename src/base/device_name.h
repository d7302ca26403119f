/* SPDX-License-Identifier: GPL-2.0 */
/* Devices that a request or an exception is about: their numbers, as passthrough.h has them, and their names. */
#ifndef HOLDFAST_BASE_DEVICE_NAME_H
#define HOLDFAST_BASE_DEVICE_NAME_H

#include <stdbool.h>

#define DEVICE_NAME_SIZE 40

/* The kernel's name of it now, "nvme0n1", or where there is none "block 259:0", "char 246:0". */
void name_device(unsigned int device, char name[DEVICE_NAME_SIZE]);

/* Its number by a path to its node; false where there is no such device, with errno. */
bool find_device(const char *path, unsigned int *device);

#endif
