/* SPDX-License-Identifier: GPL-2.0 */
/* Residue in the kernel itself: probes and tracers, modules, an image for kexec. */
#ifndef HOLDFAST_RESIDUE_KERNEL_H
#define HOLDFAST_RESIDUE_KERNEL_H

#include "residue/residue.h"

void residue_look_at_kernel(struct residue *residue);

#endif
