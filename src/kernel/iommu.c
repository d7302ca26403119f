// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "kernel/iommu.h"

#define DEVICES "/sys/bus/pci/devices"

/* @device: an entry of DEVICES. No IOMMU translates for a device without a group. */
static bool is_translated(const char *device)
{
	/* The kernel's own mappings; those of a user of VFIO; no access at all. */
	static const char *const strict[] = { "DMA\n", "unmanaged\n", "blocked\n" };
	char path[512], type[32] = "";
	bool translated = false;
	FILE *file;

	snprintf(path, sizeof(path), DEVICES "/%s/iommu_group/type", device);
	file = fopen(path, "re");
	if (!file)
		return false;
	if (fgets(type, sizeof(type), file))
		for (size_t i = 0; i < sizeof(strict) / sizeof(strict[0]); i++)
			translated |= !strcmp(type, strict[i]);
	fclose(file);
	return translated;
}

void read_iommu_state(struct iommu_state *state)
{
	DIR *dir = opendir(DEVICES);
	struct dirent *entry;

	memset(state, 0, sizeof(*state));
	while (dir && (entry = readdir(dir))) {
		if (*entry->d_name == '.')
			continue;
		state->devices++;
		state->translated += is_translated(entry->d_name);
	}
	if (dir)
		closedir(dir);
}
