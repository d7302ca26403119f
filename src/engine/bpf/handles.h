/* SPDX-License-Identifier: GPL-2.0 */
/* The handles of a running engine in BPF: the pins of the programs that read it and change it. */
#ifndef HOLDFAST_ENGINE_BPF_HANDLES_H
#define HOLDFAST_ENGINE_BPF_HANDLES_H

#include "engine_abi.h"

/*
 * check_handles - whether each handle is there, and is the engine's own
 * @state: of that engine
 *
 * Root can remove one until it is sealed, or put a program of its own in its place; none comes back. Returns 0, or
 * -1, having said which is wrong, and what is left to do.
 */
int check_handles(const struct hf_state *state);

#endif
