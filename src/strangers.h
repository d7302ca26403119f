/* SPDX-License-Identifier: GPL-2.0 */
/* What lies beside the pins of the engine's. */
#ifndef HOLDFAST_STRANGERS_H
#define HOLDFAST_STRANGERS_H

/*
 * How many entries of the anchor's folders can be no pins of the engine's: folders, symbolic links, and
 * hard links, of which each counts. A foreign object that is pinned there is not told from ours. 0 where
 * the folders may not be read.
 */
unsigned int count_strangers(void);

#endif
