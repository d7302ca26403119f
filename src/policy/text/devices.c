// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/device_name.h"
#include "base/report.h"
#include "policy/text/devices.h"
#include "policy/text/values.h"

/* No device has this number: what an exception that has lost all of its devices is narrowed to. */
#define NO_DEVICE (~0U)

const char *check_device_path(const char *path)
{
	if (!is_plain_path(path))
		return "is no whole path; valid: from the root on, without '//', '.' and '..', and "
		       "no '/' at its end";
	return strncmp(path, "/dev/", 5) ?
		       "is not below /dev; valid: a device's node there, as /dev/nvme0" :
		       NULL;
}

static int compare_devices(const void *left, const void *right)
{
	const struct hf_blob_range *a = left, *b = right;

	return a->range.first < b->range.first ? -1 : a->range.first > b->range.first;
}

void narrow_to_devices(char **paths, size_t count, const char *name, struct ranges *narrowed)
{
	struct hf_blob_range *list = narrowed->list;
	unsigned int found = 0, kept = 0, number;

	narrowed->count = 0;
	if (!count)
		return;
	for (size_t i = 0; i < count && i < HF_RANGES; i++) {
		if (find_device(paths[i], &number))
			list[found++].range = (struct hf_range){ .first = number, .size = 1 };
		else
			fail("[Exception %s] does not cover %s, which is no device now: %m", name,
			     paths[i]);
	}
	qsort(list, found, sizeof(*list), compare_devices);
	for (unsigned int i = 0; i < found; i++)
		if (!kept || list[i].range.first != list[kept - 1].range.first)
			list[kept++] = list[i];
	if (!kept)
		list[kept++].range = (struct hf_range){ .first = NO_DEVICE, .size = 1 };
	narrowed->count = kept;
}
