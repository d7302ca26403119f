/* SPDX-License-Identifier: GPL-2.0 */
/* The anchor of an engine that is sealed in the very step that has it outlive this process. */
#ifndef HOLDFAST_ENGINE_ANCHOR_SEALED_H
#define HOLDFAST_ENGINE_ANCHOR_SEALED_H

#include <stddef.h>

#include "engine/anchor/anchor.h"

/*
 * Anchors @pins in sight at ENGINE_DIR; the engine is sealed then. @control: its control program,
 * @ftrace_guard: its program of that. Killed before, nothing is left that enforces or is pinned.
 * Returns 0, or -1, having said why.
 */
int sealed_anchor_commit(int control, int ftrace_guard, const struct anchor_pin *pins,
			 size_t count);

#endif
