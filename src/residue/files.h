/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tells which files reach the kernel, by device numbers, file systems and inodes. Names prove nothing: root makes nodes
 * and mounts files anywhere. Opens no file.
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
	FILE_PCI, /* in sysfs or procfs: matters only if it is mapped */
};

/*
 * @path leads to the file, preferably through a magic link of procfs. @stx is the file's, with the fields of
 * FILES_STATX_MASK.
 */
enum kernel_file identify_file(const char *path, const struct statx *stx);

#define FILES_STATX_MASK (STATX_TYPE | STATX_MODE | STATX_INO)
/* A file server that does not answer must not block the look. */
#define FILES_STATX_FLAGS AT_STATX_DONT_SYNC

#endif
