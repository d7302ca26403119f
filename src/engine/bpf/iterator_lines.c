// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <string.h>

#include "engine/bpf/iterator_lines.h"

int parse_port_user(const char *line, struct port_user *user)
{
	return sscanf(line, "%d %d %llu %d", &user->tgid, &user->tid, &user->iopl, &user->bitmap) ==
			       4 ?
		       0 :
		       -1;
}

int parse_program_facts(const char *line, struct program_facts *facts)
{
	facts->function[0] = '\0';
	return sscanf(line, "%u %d %u %u %63s", &facts->id, &facts->attach_type,
		      &facts->marked_loads, &facts->replaceable, facts->function) >= 4 ?
		       0 :
		       -1;
}
