// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "base/report.h"
#include "driver_places.h"
#include "engine/bpf/drivers.h"
#include "engine/bpf/own.h"

/* Computes the hash as fs/kernfs/dir.c and linux/stringhash.h of 6.1, 6.12 and 7.3 do, on 64 bits. */
__u32 kernfs_hash(const char *name)
{
	unsigned long hash = 0;
	__u32 value;

	for (; *name; name++) {
		unsigned long c = (unsigned char)*name;

		hash = (hash + (c << 4) + (c >> 4)) * 11;
	}
	value = (__u32)((hash * 0x61c8864680b583ebUL) >> 32) & INT_MAX;
	/* kernfs keeps 0, 1 and INT_MAX free. */
	if (value < 2)
		value += 2;
	return value == INT_MAX ? INT_MAX - 1 : value;
}

/*
 * readdir returns entries in the order of their hashes, and d_off is the hash of the next entry. So every hash but
 * the first can be compared.
 */
int check_kernfs_hash(void)
{
	DIR *dir = opendir("/sys");
	unsigned int compared = 0;
	struct dirent *entry;
	bool same = true;
	long next = -1;

	if (!dir)
		return fail("cannot read /sys: %m");
	while ((entry = readdir(dir))) {
		if (next >= 0 && strcmp(entry->d_name, "..") && entry->d_type == DT_DIR) {
			same &= kernfs_hash(entry->d_name) == (__u32)next;
			compared++;
		}
		next = strcmp(entry->d_name, ".") ? entry->d_off : -1;
	}
	closedir(dir);
	if (same && compared > 1)
		return 0;
	return fail("this kernel's sysfs does not hash names as the engine expects, so the engine "
		    "could not tell modules apart; nothing is locked");
}

/* Returns 0 if no device has that name. */
static unsigned int find_major(const char *name)
{
	FILE *file = fopen("/proc/devices", "re");
	unsigned int major, found = 0;
	char line[128], device[64];

	while (file && fgets(line, sizeof(line), file)) {
		if (!strncmp(line, "Block", 5))
			break;
		if (sscanf(line, "%u %63s", &major, device) == 2 && !strcmp(device, name))
			found = major;
	}
	if (file)
		fclose(file);
	return found;
}

static const struct driver {
	enum hf_reason reason;
	const char *module, *device, *folder;
} drivers[] = {
#define DRIVER(module_, REASON, device_, folder_) { HF_REASON_##REASON, module_, device_, folder_ },
#include "drivers.def"
};

/* The engine knows only these two. */
#define DRIVER(module, REASON, ...)                                          \
	_Static_assert(HF_REASON_##REASON == HF_REASON_UIO ||                \
			       HF_REASON_##REASON == HF_REASON_DRIVER_PORTS, \
		       module);
#include "drivers.def"

/* The major number of framebuffers is there without these drivers, too: then only a loaded module counts. */
static bool has_device(const struct driver *driver)
{
	char path[64];

	if (strcmp(driver->device, "fb"))
		return *driver->device;
	snprintf(path, sizeof(path), "/sys/module/%s", driver->module);
	return !access(path, F_OK);
}

/* Whether all have a place. */
static bool are_placed(__u32 *places, __u32 shift)
{
	memset(places, 0, DRIVER_PLACES * sizeof(*places));
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
		__u32 hash = kernfs_hash(drivers[i].module);
		__u32 *place = &places[driver_place(hash, shift)];

		if (*place)
			return false;
		*place = hash | (drivers[i].reason == HF_REASON_UIO ? DRIVER_UIO : 0);
	}
	return true;
}

int place_drivers(__u32 *places, __u32 *shift)
{
	for (*shift = 0; *shift < 31; ++*shift)
		if (are_placed(places, *shift))
			return 0;
	return -ENOSPC;
}

int note_drivers(int control, bool *found)
{
	int err = 0;

	*found = false;
	for (size_t i = 0; i < sizeof(drivers) / sizeof(drivers[0]) && !err; i++) {
		const struct driver *driver = &drivers[i];
		unsigned int major = has_device(driver) ? find_major(driver->device) : 0;
		struct stat folder;

		if (major)
			err = own_note_driver(control, HF_OWN_MAJOR, major, driver->reason);
		else if (*driver->folder && !stat(driver->folder, &folder))
			err = own_note_driver(control, HF_OWN_ATTRIBUTES, folder.st_ino,
					      driver->reason);
		else
			continue;
		*found = true;
	}
	return err;
}
