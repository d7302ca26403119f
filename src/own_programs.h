/* SPDX-License-Identifier: GPL-2.0 */
/* Which BPF programs are the engine's: those that are pinned among it, themselves or by a link. */
#ifndef HOLDFAST_OWN_PROGRAMS_H
#define HOLDFAST_OWN_PROGRAMS_H

#include <stdbool.h>
#include <stddef.h>

struct own_programs {
	unsigned int ids[64];
	size_t count;
	bool sealed; /* nobody gets a descriptor of one of them */
};

void own_programs_read(struct own_programs *own);
bool own_programs_have(const struct own_programs *own, unsigned int id);

#endif
