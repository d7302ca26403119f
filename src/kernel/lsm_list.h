/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's active LSMs: names with commas between them, as in /sys/kernel/security/lsm.
 */
#ifndef HOLDFAST_KERNEL_LSM_LIST_H
#define HOLDFAST_KERNEL_LSM_LIST_H

#include <stdbool.h>
#include <stddef.h>

bool lsm_is_listed(const char *list, const char *name);

/*
 * Writes into @line the value of lsm= for the active LSMs and bpf, which needs at most 5 bytes more than the list.
 * `capability` is left out: it is always active, and lsm= does not know it.
 */
void lsm_add_bpf(const char *list, char *line, size_t size);

/* The folder of our built-in engine's files in securityfs. */
#define BUILTIN_FOLDER "holdfast/"

/*
 * Whether our engine is built into the kernel. False also if securityfs is not mounted and we are not root. Each call
 * looks it up; other code calls engine_is_builtin().
 */
bool builtin_is_there(void);

#endif
