/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs of others that would undo a lock. */
#ifndef HOLDFAST_ENGINE_BPF_FOREIGN_PROGRAMS_H
#define HOLDFAST_ENGINE_BPF_FOREIGN_PROGRAMS_H

#include "levels.h"

struct loading_guard;

/*
 * check_foreign_programs - look for programs that modify what a security hook returns
 * @level: the level to come; at none nothing is looked for
 * @guard: what guards a load, and is none of others'; NULL: nothing is loaded
 *
 * The engine refuses to load them; one that is there already makes every guard of it void.
 * Returns 0, or -1, having named each program on stderr, or what could not be read.
 */
int check_foreign_programs(enum hf_level level, const struct loading_guard *guard);

#endif
