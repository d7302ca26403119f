// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>

#include "residue/ports.h"

void residue_look_at_ports(struct residue *residue, const struct iterators *iterators)
{
	static const struct residue_way iopl = { "io-ports", HF_REASON_IOPORT,
						 "reads and writes every I/O port" };
	static const struct residue_way ioperm = { "io-ports", HF_REASON_IOPORT,
						   "reads and writes I/O ports" };
	FILE *list = iterators_list_ports(iterators);
	struct port_user user;
	char line[128];

	if (!list) {
		residue_add_gap(residue, errno, "processes that may use I/O ports");
		return;
	}
	while (fgets(line, sizeof(line), list)) {
		if (parse_port_user(line, &user))
			residue_add_gap(residue, EPROTO, "a process that may use I/O ports");
		else if (user.iopl)
			residue_add(residue, &iopl, user.tgid, "iopl %llu", user.iopl);
		else
			residue_add(residue, &ioperm, user.tgid, "ioperm");
	}
	if (ferror(list))
		residue_add_gap(residue, errno, "processes that may use I/O ports");
	fclose(list);
}
