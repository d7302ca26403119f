/* SPDX-License-Identifier: GPL-2.0 */
/* Processes with permission to use I/O ports directly. */
#ifndef HOLDFAST_RESIDUE_PORTS_H
#define HOLDFAST_RESIDUE_PORTS_H

#include "engine/bpf/iterators.h"
#include "residue/residue.h"

void residue_look_at_ports(struct residue *residue, const struct iterators *iterators);

#endif
