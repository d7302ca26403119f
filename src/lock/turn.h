/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_LOCK_TURN_H
#define HOLDFAST_LOCK_TURN_H

/*
 * Who changes the engine takes turns: the second one finds what the first has done. Returns a
 * descriptor, which holds the turn until it is closed, or a negative number, having said why.
 */
int take_turn(void);

#endif
