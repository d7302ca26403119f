/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which files reach the kernel, by device numbers, file systems and inodes: a name is nothing, as
 * root makes nodes and mounts files wherever it likes. Nothing is opened.
 */
#ifndef HOLDFAST_RESIDUE_FILES_H
#define HOLDFAST_RESIDUE_FILES_H

#include <sys/stat.h>

enum kernel_file {
	FILE_HARMLESS,
	FILE_MEM,
	FILE_KMEM,
	FILE_PORT,
	FILE_SNAPSHOT,
	FILE_EFI_TEST,
	FILE_KCORE,
	FILE_DEBUGFS,
	FILE_TRACEFS,
	FILE_PCI, /* in sysfs or procfs: matters where it is mapped */
};

/*
 * @path leads to the file, through the kernel's magic links at best; @stx is of it, with what
 * FILES_STATX_MASK says.
 */
enum kernel_file identify_file(const char *path, const struct statx *stx);

#define FILES_STATX_MASK (STATX_TYPE | STATX_MODE | STATX_INO)
/* A server that does not answer must not hold the look up. */
#define FILES_STATX_FLAGS AT_STATX_DONT_SYNC

#endif
