/* SPDX-License-Identifier: GPL-2.0 */
/* The lines of bpf/residue.bpf.c. */
#ifndef HOLDFAST_ENGINE_BPF_ITERATOR_LINES_H
#define HOLDFAST_ENGINE_BPF_ITERATOR_LINES_H

/* A line of list_ports. */
struct port_user {
	int tgid, tid;
	unsigned long long iopl;
	int bitmap;
};

/* A line of list_programs. */
struct program_facts {
	unsigned int id;
	int attach_type;
	unsigned int marked_loads;
	unsigned int replaceable; /* 1: another program may take its place */
	char function[64];	  /* "": it is attached to none */
};

/* Return 0, or -1 if the line has another form. */
int parse_port_user(const char *line, struct port_user *user);
int parse_program_facts(const char *line, struct program_facts *facts);

#endif
