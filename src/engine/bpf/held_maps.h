/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_BPF_HELD_MAPS_H
#define HOLDFAST_ENGINE_BPF_HELD_MAPS_H

/*
 * check_held_maps - ask the running engine whether its maps are its own alone
 * @otherwise: what is said of the lock, where somebody else has a way to one
 *
 * Each process lets go of what it loads with before. Others may have one for a moment: this waits for
 * two seconds. Returns 0, or -1, having named the map.
 */
int check_held_maps(const char *otherwise);

#endif
