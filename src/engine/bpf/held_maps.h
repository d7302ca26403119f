/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_BPF_HELD_MAPS_H
#define HOLDFAST_ENGINE_BPF_HELD_MAPS_H

/*
 * check_held_maps - ask the running engine whether somebody else holds one of its maps
 * @otherwise: the end of the message, about the lock, if somebody does
 *
 * The caller has to close its own descriptors first. Others may hold a map for a moment: this waits for two seconds.
 * Returns 0, or -1 after naming the map.
 */
int check_held_maps(const char *otherwise);

#endif
