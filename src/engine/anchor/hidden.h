/* SPDX-License-Identifier: GPL-2.0 */
/*
 * An anchor that nobody can reach: it is made in the initramfs, below the place where the root file system is
 * mounted later.
 */
#ifndef HOLDFAST_ENGINE_ANCHOR_HIDDEN_H
#define HOLDFAST_ENGINE_ANCHOR_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/anchor/anchor.h"

/* Whether this process has the initial root file system as its root, which making a hidden anchor needs. */
bool hidden_anchor_is_possible(void);

/*
 * Pins the links among @pins, which enforce, out of reach, and the rest, the handles, at @dir as anchor_commit()
 * does. If the links cannot be hidden, all of @pins go to @dir, and stderr says so; with @must_hide that is a
 * failure instead. Returns 0, or -1 after saying why.
 */
int hidden_anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count,
			 bool must_hide);

/* Takes back what this process has hidden, if anything. */
void hidden_anchor_remove(void);

#endif
