/* SPDX-License-Identifier: GPL-2.0 */
/* What only the kernel can tell of residue: bpf/residue.bpf.c, loaded for as long as the look takes. */
#ifndef HOLDFAST_RESIDUE_ITERATORS_H
#define HOLDFAST_RESIDUE_ITERATORS_H

#include <stdio.h>

#include "residue.h"

struct iterators {
	struct residue_bpf *skel; /* NULL: they cannot be had */
	int err;		  /* and why, a positive errno */
};

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
	char function[64];	  /* "" where it is attached to none */
};

void iterators_open(struct iterators *iterators);
void iterators_close(struct iterators *iterators);

/* The programs' lines from their beginning; NULL with errno. Close it with fclose(). */
FILE *iterators_list_programs(const struct iterators *iterators);

/* What they say of one program. Returns 0, or a positive errno. */
int iterators_find_program(const struct iterators *iterators, unsigned int id,
			   struct program_facts *facts);

/* Whether a program is one of them. */
bool iterators_have(const struct iterators *iterators, unsigned int id);

void residue_look_at_ports(struct residue *residue, const struct iterators *iterators);

/* 0, or -1 where a line is not one of those. */
int parse_port_user(const char *line, struct port_user *user);
int parse_program_facts(const char *line, struct program_facts *facts);

#endif
