/* SPDX-License-Identifier: GPL-2.0 */
/* Telling the engine about the drivers of drivers.def. All return 0 or -errno. */
#ifndef HOLDFAST_ENGINE_BPF_DRIVERS_H
#define HOLDFAST_ENGINE_BPF_DRIVERS_H

#include <stdbool.h>
#include <linux/types.h>

/* The hash by which kernfs sorts a name, without a namespace. */
__u32 kernfs_hash(const char *name);

/* Checks that the running kernel's kernfs sorts by kernfs_hash(); says so on stderr if it does not. */
int check_kernfs_hash(void);

/*
 * Fills in @places, DRIVER_PLACES of them, and the @shift by which the engine finds a driver there. -ENOSPC: by none do
 * all drivers have places of their own.
 */
int place_drivers(__u32 *places, __u32 *shift);

/*
 * Tells the engine where user space reaches the loaded drivers. @control: its control program;
 * @found: set if at least one is loaded.
 */
int note_drivers(int control, bool *found);

#endif
