/* SPDX-License-Identifier: GPL-2.0 */
/* What `holdfast lock` says of residue, and whether it locks in spite of it. */
#ifndef HOLDFAST_RESIDUE_TALLY_H
#define HOLDFAST_RESIDUE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <jansson.h>

struct residue_tally {
	bool looked;
	size_t found;
	size_t unknown; /* places that were not looked at */
};

/*
 * Looks for residue: everywhere where it @must_be_clean, else where that is cheap. Returns 0, or -1
 * where it has to be clean and is not known to be, having said of what.
 */
int residue_check(bool must_be_clean, struct residue_tally *tally);

/* A line of lock's, or nothing where it has not looked. */
void print_residue_tally(const struct residue_tally *tally);

/* @number, or null where it has not looked. */
json_t *residue_tally_json(const struct residue_tally *tally, size_t number);

#endif
