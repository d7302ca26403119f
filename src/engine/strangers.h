/* SPDX-License-Identifier: GPL-2.0 */
/* Entries of the anchor's folders that are not the engine's. */
#ifndef HOLDFAST_ENGINE_STRANGERS_H
#define HOLDFAST_ENGINE_STRANGERS_H

struct hf_state;

/*
 * Counts them: folders, symbolic links, each name of a hard link, pins under a name that the engine in @state does not
 * use, and pins of another link. 0 if the folders may not be read.
 */
unsigned int count_strangers(const struct hf_state *state);

#endif
