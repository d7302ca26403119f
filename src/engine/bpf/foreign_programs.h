/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs of others that could undo a lock. */
#ifndef HOLDFAST_ENGINE_BPF_FOREIGN_PROGRAMS_H
#define HOLDFAST_ENGINE_BPF_FOREIGN_PROGRAMS_H

#include "levels.h"

struct loading_guard;

/*
 * check_foreign_programs - look for programs that modify what a security hook returns
 * @level: the level to come; at none the check is left out
 * @guard: the guard of a load, whose programs are ours; NULL: no load is under way
 *
 * The engine refuses to load such programs, but one that was loaded before can overrule every guard.
 * Returns 0, or -1 after naming on stderr each program, or the thing that could not be read.
 */
int check_foreign_programs(enum hf_level level, const struct loading_guard *guard);

#endif
