/* SPDX-License-Identifier: GPL-2.0 */
/* What lies beside the pins of the engine's. */
#ifndef HOLDFAST_ENGINE_STRANGERS_H
#define HOLDFAST_ENGINE_STRANGERS_H

struct hf_state;

/*
 * How many entries of the anchor's folders are no pins of the engine's: folders, symbolic links, hard links, of which
 * each counts, and pins under a name that the engine in @state has not given, or of another link. 0 where the folders
 * may not be read.
 */
unsigned int count_strangers(const struct hf_state *state);

#endif
