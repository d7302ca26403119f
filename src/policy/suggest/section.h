/* SPDX-License-Identifier: GPL-2.0 */
/* One exception that is suggested, as it is printed. */
#ifndef HOLDFAST_POLICY_SUGGEST_SECTION_H
#define HOLDFAST_POLICY_SUGGEST_SECTION_H

#include "policy/suggest/program.h"
#include "policy/suggest/record.h"

/* Names of sections that were given away. */
struct section_names {
	char **list;
	size_t count;
};

/* A name of the program's own, valid, and no other section's. It stays the list's. */
const char *choose_section_name(struct section_names *names, const char *program);
void free_section_names(struct section_names *names);

/* Which registers or ports a program asked for. */
struct asked {
	struct hf_blob_range *ranges;
	size_t count;
	size_t unknown; /* events that do not say which */
};

struct section {
	const char *name, *program;
	struct program_look look;
	hf_reason_set reasons;
	size_t counts[HF_REASONS]; /* events */
	size_t by_native;	   /* events in which the kernel's own lockdown refused */
	struct asked registers, ports, devices;
};

void add_to_section(struct section *section, const struct record_event *event);
void print_section(struct section *section);
void free_section(struct section *section);

#endif
