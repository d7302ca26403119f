// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <glob.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>
#include <linux/magic.h>

#include "residue/files.h"
#include "residue/lines.h"

#define MEM_MAJOR      1
#define MISC_MAJOR     10
#define SNAPSHOT_MINOR 231

#define FILE_SYSTEMS 256

/* The types of the first file systems that were seen; those of others are asked for each time. */
static struct {
	unsigned int major, minor;
	uint32_t magic; /* 0: of no interest */
} file_systems[FILE_SYSTEMS];
static unsigned int file_system_count;

static void remember(unsigned int major, unsigned int minor, uint32_t magic)
{
	if (file_system_count == FILE_SYSTEMS)
		return;
	file_systems[file_system_count].major = major;
	file_systems[file_system_count].minor = minor;
	file_systems[file_system_count++].magic = magic;
}

static uint32_t magic_of_type(const char *type)
{
	static const struct {
		const char *type;
		uint32_t magic;
	} types[] = { { "proc", PROC_SUPER_MAGIC },
		      { "sysfs", SYSFS_MAGIC },
		      { "debugfs", DEBUGFS_MAGIC },
		      { "tracefs", TRACEFS_MAGIC } };

	for (unsigned int i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcmp(type, types[i].type))
			return types[i].magic;
	return 0;
}

/* Notes the types of mounted file systems, so that most are never asked: a file server may never answer. */
static void read_mounts(void)
{
	FILE *mounts = fopen("/proc/self/mountinfo", "re");
	unsigned int major, minor;
	char line[4096], type[32];

	while (mounts && fgets(line, sizeof(line), mounts))
		if (!parse_mount_type(line, &major, &minor, type))
			remember(major, minor, magic_of_type(type));
	if (mounts)
		fclose(mounts);
}

static uint32_t file_system_magic(const char *path, const struct statx *stx)
{
	struct statfs fs;
	uint32_t magic;

	/* No file system of interest has a block device. */
	if (stx->stx_dev_major)
		return 0;
	if (!file_system_count)
		read_mounts();
	for (unsigned int i = 0; i < file_system_count; i++)
		if (file_systems[i].major == stx->stx_dev_major &&
		    file_systems[i].minor == stx->stx_dev_minor)
			return file_systems[i].magic;
	magic = statfs(path, &fs) ? 0 : (uint32_t)fs.f_type;
	remember(stx->stx_dev_major, stx->stx_dev_minor, magic);
	return magic;
}

/* For misc devices whose number is dynamic. */
static bool is_misc(const struct statx *stx, const char *name)
{
	static char misc[4096];
	unsigned int minor;
	ssize_t len;
	int fd;

	if (!*misc) {
		fd = open("/proc/misc", O_RDONLY | O_CLOEXEC);
		len = fd < 0 ? 0 : read(fd, misc, sizeof(misc) - 1);
		misc[len > 0 ? len : 0] = '\0';
		if (fd >= 0)
			close(fd);
	}
	return !find_misc_minor(misc, name, &minor) && minor == stx->stx_rdev_minor;
}

static enum kernel_file identify_device(const struct statx *stx)
{
	if (stx->stx_rdev_major == MEM_MAJOR) {
		switch (stx->stx_rdev_minor) {
		case 1:
			return FILE_MEM;
		case 2:
			return FILE_KMEM;
		case 4:
			return FILE_PORT;
		default:
			return FILE_HARMLESS;
		}
	}
	if (stx->stx_rdev_major != MISC_MAJOR)
		return FILE_HARMLESS;
	if (stx->stx_rdev_minor == SNAPSHOT_MINOR)
		return FILE_SNAPSHOT;
	return is_misc(stx, "efi_test") ? FILE_EFI_TEST : FILE_HARMLESS;
}

/* Every mount of sysfs gives a file the same inode number, and so does every mount of procfs. */
static bool is_named(const char *pattern, const struct statx *stx)
{
	bool found = false;
	struct stat st;
	glob_t files;

	if (glob(pattern, GLOB_NOSORT, NULL, &files))
		return false;
	for (size_t i = 0; i < files.gl_pathc && !found; i++)
		found = !stat(files.gl_pathv[i], &st) && st.st_ino == stx->stx_ino;
	globfree(&files);
	return found;
}

static enum kernel_file identify_regular(const char *path, const struct statx *stx)
{
	switch (file_system_magic(path, stx)) {
	case DEBUGFS_MAGIC:
		return FILE_DEBUGFS;
	case TRACEFS_MAGIC:
		return FILE_TRACEFS;
	case PROC_SUPER_MAGIC:
		if (is_named("/proc/kcore", stx))
			return FILE_KCORE;
		return is_named("/proc/bus/pci/*/*", stx) ? FILE_PCI : FILE_HARMLESS;
	case SYSFS_MAGIC:
		return is_named("/sys/bus/pci/devices/*/resource*", stx) ? FILE_PCI : FILE_HARMLESS;
	default:
		return FILE_HARMLESS;
	}
}

enum kernel_file identify_file(const char *path, const struct statx *stx)
{
	if (S_ISCHR(stx->stx_mode))
		return identify_device(stx);
	return S_ISREG(stx->stx_mode) ? identify_regular(path, stx) : FILE_HARMLESS;
}
