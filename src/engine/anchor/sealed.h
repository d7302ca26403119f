/* SPDX-License-Identifier: GPL-2.0 */
/* The anchor of an engine for which one step seals it and makes it outlive this process. */
#ifndef HOLDFAST_ENGINE_ANCHOR_SEALED_H
#define HOLDFAST_ENGINE_ANCHOR_SEALED_H

#include <stddef.h>

#include "engine/anchor/anchor.h"

/*
 * Anchors @pins in sight at ENGINE_DIR; the engine is sealed then. @control: its control program;
 * @ftrace_guard: its guard of kernel.ftrace_enabled. A kill before that leaves no pin, and nothing that enforces.
 * Returns 0, or -1 after saying why.
 */
int sealed_anchor_commit(int control, int ftrace_guard, const struct anchor_pin *pins,
			 size_t count);

#endif
