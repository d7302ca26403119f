/* SPDX-License-Identifier: GPL-2.0 */
/* From what the engine knows a program by to where it is. */
#ifndef HOLDFAST_POLICY_PROGRAM_PATHS_H
#define HOLDFAST_POLICY_PROGRAM_PATHS_H

#include <stddef.h>
#include <sys/stat.h>

#include "engine_abi.h"

/* The kernel's own, in which it keeps a file system's device. */
#define KERNEL_MINOR_BITS 20

/* The device and inode number of a file, as the kernel has them. */
void identify_inode(const struct stat *st, struct hf_identity *identity);

/*
 * Looks for the programs below a folder. @paths: of @count; where one was found, a path that the
 * caller frees, and printable; the others stay as they are.
 */
void find_program_paths(const char *folder, const struct hf_identity *programs, size_t count,
			char **paths);

#endif
