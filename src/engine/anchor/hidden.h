/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The anchor that nobody can reach: made in the initramfs, below what the root file system is
 * mounted on later.
 */
#ifndef HOLDFAST_ENGINE_ANCHOR_HIDDEN_H
#define HOLDFAST_ENGINE_ANCHOR_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/anchor/anchor.h"

/* Whether this process stands on the initial root file system: only from there it can be made. */
bool hidden_anchor_is_possible(void);

/*
 * Pins what enforces, the links among @pins, where nobody gets to, and the rest, the handles, at
 * @dir as anchor_commit() does. Where the former cannot be had, all of it goes to @dir, and that is
 * said; with @must_hide that is a failure. Returns 0, or -1, having said why.
 */
int hidden_anchor_commit(const char *dir, const struct anchor_pin *pins, size_t count,
			 bool must_hide);

/* Takes back what this process has hidden, if anything. */
void hidden_anchor_remove(void);

#endif
