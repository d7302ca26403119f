// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "base/device_name.h"
#include "passthrough.h"

void name_device(unsigned int device, char name[DEVICE_NAME_SIZE])
{
	unsigned int number = device & ~HF_DEVICE_BLOCK;
	unsigned int major = number >> HF_DEVICE_MINORBITS;
	unsigned int minor = number & ((1U << HF_DEVICE_MINORBITS) - 1);
	const char *kind = device & HF_DEVICE_BLOCK ? "block" : "char", *base;
	char path[64], target[512];
	ssize_t len;

	snprintf(path, sizeof(path), "/sys/dev/%s/%u:%u", kind, major, minor);
	len = readlink(path, target, sizeof(target) - 1);
	target[len < 0 ? 0 : len] = '\0';
	base = strrchr(target, '/');
	if (base && strlen(base + 1) < DEVICE_NAME_SIZE)
		snprintf(name, DEVICE_NAME_SIZE, "%.*s", DEVICE_NAME_SIZE - 1, base + 1);
	else
		snprintf(name, DEVICE_NAME_SIZE, "%s %u:%u", kind, major, minor);
}

bool find_device(const char *path, unsigned int *device)
{
	struct stat st;

	if (stat(path, &st))
		return false;
	if (!S_ISCHR(st.st_mode) && !S_ISBLK(st.st_mode)) {
		errno = ENODEV;
		return false;
	}
	*device = major(st.st_rdev) << HF_DEVICE_MINORBITS | minor(st.st_rdev) |
		  (S_ISBLK(st.st_mode) ? HF_DEVICE_BLOCK : 0);
	return true;
}
