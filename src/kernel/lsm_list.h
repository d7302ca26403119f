/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's LSMs. The list of those that are active has names with commas between, as in
 * /sys/kernel/security/lsm.
 */
#ifndef HOLDFAST_KERNEL_LSM_LIST_H
#define HOLDFAST_KERNEL_LSM_LIST_H

#include <stdbool.h>
#include <stddef.h>

bool lsm_is_listed(const char *list, const char *name);

/*
 * Writes the value of lsm= that gives the active LSMs and bpf into @line; the list plus 5 bytes
 * always fit. `capability` is left out: it is always on, and no name that lsm= knows.
 */
void lsm_add_bpf(const char *list, char *line, size_t size);

/* Where the files of our own are in securityfs. */
#define BUILTIN_FOLDER "holdfast/"

/*
 * Whether the kernel has our own built in; not to be told where securityfs is not mounted and we are not root. Looked
 * up at each call: engine_is_builtin() is for everybody else.
 */
bool builtin_is_there(void);

#endif
