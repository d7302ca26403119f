/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Residue: ways to the kernel that were opened before the lock, and that the lock does not close. Descriptors of
 * /dev/cpu/N/msr and of PCI configuration are none: the lock is asked at each write.
 */
#ifndef HOLDFAST_RESIDUE_RESIDUE_H
#define HOLDFAST_RESIDUE_RESIDUE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "levels.h"

/* A kind of way to the kernel; each part of the look has its own. */
struct residue_way {
	const char *kind;
	enum hf_reason reason; /* for which a lock would have refused it */
	const char *effect;
};

struct residue_item {
	const struct residue_way *way;
	char what[128];
	pid_t pid; /* the process that holds it; 0: none does */
	char comm[32];
	char exe[512]; /* "" where it has none */
};

/* Something that could not be looked at, so it may be residue. */
struct residue_gap {
	char what[96];
	char why[128];
};

struct residue {
	struct residue_item *items;
	size_t count;
	struct residue_gap *gaps;
	size_t gap_count;
	bool incomplete; /* memory ran out: items or gaps are missing */
};

/*
 * Looks everywhere. Without @closely it loads no BPF programs, which cost ten times the rest, and reports a gap
 * instead. Changes nothing. Call residue_free() in any case.
 */
void residue_look(struct residue *residue, bool closely);
void residue_free(struct residue *residue);

/* How many places could not be looked at. */
size_t residue_unknown(const struct residue *residue);

/* For the parts of the look. A duplicate is not added again. @pid: as in the item. */
void residue_add(struct residue *residue, const struct residue_way *way, pid_t pid,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));
/* @err: a positive errno that says why; ECANCELED: it was not tried. */
void residue_add_gap(struct residue *residue, int err, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
