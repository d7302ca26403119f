/* SPDX-License-Identifier: GPL-2.0 */
/* BPF programs of others that would undo a lock. */
#ifndef HOLDFAST_FOREIGN_PROGRAMS_H
#define HOLDFAST_FOREIGN_PROGRAMS_H

#include "levels.h"

/*
 * check_foreign_programs - look for programs that modify what a security hook returns
 * @level: the level to come; at none nothing is looked for
 *
 * The engine refuses to load them; one that is there already makes every guard of it void.
 * Returns 0, or -1, having named each program on stderr, or what could not be read.
 */
int check_foreign_programs(enum hf_level level);

#endif
