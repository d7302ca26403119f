/* SPDX-License-Identifier: GPL-2.0 */
/* The handles of a running BPF engine: the pins of the programs that read and change it. */
#ifndef HOLDFAST_ENGINE_BPF_HANDLES_H
#define HOLDFAST_ENGINE_BPF_HANDLES_H

#include "engine_abi.h"

/*
 * check_handles - check that each handle exists, and is the engine's own
 * @state: of that engine
 *
 * Before the seal root can remove a handle, or replace it by another program; it cannot be made again. Returns 0, or
 * -1 after saying which one is wrong, and what to do.
 */
int check_handles(const struct hf_state *state);

#endif
