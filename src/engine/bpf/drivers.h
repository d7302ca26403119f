/* SPDX-License-Identifier: GPL-2.0 */
/* The drivers of drivers.def, as the engine is told of them. All return 0 or -errno. */
#ifndef HOLDFAST_ENGINE_BPF_DRIVERS_H
#define HOLDFAST_ENGINE_BPF_DRIVERS_H

#include <stdbool.h>
#include <linux/types.h>

/* What kernfs sorts a name by, without a namespace. */
__u32 kernfs_hash(const char *name);

/* Whether the running kernel's kernfs sorts by kernfs_hash(); says on stderr where it does not. */
int check_kernfs_hash(void);

/*
 * Tells the engine where the drivers that are there are used; @control: its control program.
 * @found: there is one at least.
 */
int note_drivers(int control, bool *found);

#endif
