/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The engine that is built into the kernel, through its files in securityfs. Their formats are in
 * Documentation/admin-guide/LSM/holdfast.rst of the series in lsm/.
 */
#ifndef HOLDFAST_BUILTIN_H
#define HOLDFAST_BUILTIN_H

#include <stdbool.h>

#include "engine_abi.h"

/* The version of the files that this program knows: HOLDFAST_INTERFACE in lsm/holdfast/holdfast.h. */
#define BUILTIN_INTERFACE 1

/*
 * Whether the kernel has it; not to be told where securityfs is not mounted and we are not root.
 */
bool builtin_is_there(void);

/*
 * Reads its level, its seal and its counters into @report. Returns 0 or -errno: -EPROTO: the files are
 * another version's, or not what they are said to be.
 */
int builtin_read(struct hf_report *report);

/* Raises it. Returns 0, also where it is there already, or -errno: -EPERM: the kernel refuses. */
int builtin_raise(enum hf_level level);

/* Seals it. Returns 0 or -errno. */
int builtin_seal(void);

/* Tries to take back the seal. Returns 0 where that passed, or the errno. */
int builtin_try_unseal(void);

#endif
