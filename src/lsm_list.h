/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's list of active LSMs: names with commas between, as in /sys/kernel/security/lsm. */
#ifndef HOLDFAST_LSM_LIST_H
#define HOLDFAST_LSM_LIST_H

#include <stdbool.h>
#include <stddef.h>

bool lsm_is_listed(const char *list, const char *name);

/*
 * Writes the value of lsm= that gives the active LSMs and bpf into @line; the list plus 5 bytes
 * always fit. `capability` is left out: it is always on, and no name that lsm= knows.
 */
void lsm_add_bpf(const char *list, char *line, size_t size);

#endif
